"""BG/NBD at the edges of its parameters: mpmath at 30 digits. Writes bgnbd_edges.json beside itself.

Every quantity is an average over the dropout probability p ~ Beta(a, b + x), by trapezoids of width 1/16 or less in ln(p/(1-p)):
  expected given alive  E[(1 - (1 + p t/(alpha + T))^-(r + x)) / p]
  discounted            E[(r + x)/p e^z E_{r+x+1}(z)], z = delta (alpha + T)/p, by the continued fraction of e^z E_n(z), or
                        mpmath's own function where that would be slow.
Run: python3 bgnbd_edges.py   (mpmath 1.2.1 or later)
"""
import json, os
from mpmath import mp, mpf, log, exp, loggamma, log1p, expm1, beta

mp.dps = 30

def scaled_expint(n, z):
    if z < 1:
        return exp(z) * mp.expint(n, z)
    # e^z E_n(z) = 1/(z+n - n/(z+n+2 - 2(n+1)/(z+n+4 - ...))), by modified Lentz.
    b = z + n
    c = mpf(10) ** 60
    d = 1 / b
    h = d
    for i in range(1, 200000):
        a = -i * (n + i - 1)
        b += 2
        d = 1 / (a * d + b)
        c = b + a / c
        step = c * d
        h *= step
        if abs(step - 1) < mpf(10) ** -28:
            return h
    raise ValueError("no convergence")

def average(g, a, b):
    # g(0) and g(1) taken out, so that the tails fall off at least like e^-|y|.
    g0, g1 = g(mpf(0)), g(mpf(1))
    norm = beta(a, b)
    def f(y):
        p, q = 1 / (1 + exp(-y)), 1 / (1 + exp(y))
        return (g(p) - g0 * q - g1 * p) * p ** a * q ** b / norm
    middle = log(a / b)
    spread = mp.sqrt(1 / a + 1 / b)
    width = min(mpf(1) / 16, spread / 8)
    reach = 90 if spread > 0.5 else 16 * spread
    count = int(reach / width)
    return g0 * b / (a + b) + g1 * a / (a + b) + width * mp.fsum(f(middle + k * width) for k in range(-count, count + 1))

def case(name, r, alpha, a, b, x, tx, T, t, delta):
    r, alpha, a, b, tx, T, t, delta = [mpf(v) for v in (r, alpha, a, b, tx, T, t, delta)]
    ll = (loggamma(r + x) - loggamma(r) + loggamma(b + x) - loggamma(b) + loggamma(a + b) - loggamma(a + b + x)
          + r * log(alpha) - (r + x) * log(alpha + T))
    alive = mpf(0)
    if x > 0:
        w = log(a) - log(b + x - 1) + (r + x) * (log(alpha + T) - log(alpha + tx))
        soft = log1p(exp(-abs(w))) + max(w, 0)
        ll += soft
        alive = -soft
    print(name, flush=True)
    s, scale = r + x, alpha + T
    tau = t / scale
    expected = s * tau * average(lambda p: -expm1(-s * log1p(p * tau)) / (p * tau * s) if p > 0 else mpf(1), a, b + x)
    z = delta * scale
    dert = s / z * average(lambda p: (z / p) * scaled_expint(s + 1, z / p) if p > 0 else mpf(1), a, b + x)
    f = lambda v: float(mp.nstr(v, 20))
    return dict(case=name, params=dict(r=float(r), alpha=float(alpha), a=float(a), b=float(b)),
                data=dict(x=x, t_x=float(tx), T=float(T), cet_horizon=float(t), delta=float(delta)),
                expected=dict(log_likelihood=f(ll), log_p_alive=f(alive), cet_given_alive=f(expected), dert_given_alive=f(dert)))

cases = [
    case("a = 1", .243, 4.414, 1, 2.426, 2, 30.43, 38.86, 52, .0027),
    case("a = 1 - 1e-9", .243, 4.414, 1 - 1e-9, 2.426, 2, 30.43, 38.86, 52, .0027),
    case("b = 1, x = 0", .243, 4.414, .793, 1, 0, 0, 38.86, 52, .0027),
    case("a = b = 1, x = 0", .243, 4.414, 1, 1, 0, 0, 5, 52, .0027),
    case("a + b < 1, x = 0, long", .11, 2.24, .31, .5, 0, 0, 1, 3000, .0027),
    case("a + b = 1, x = 0, discounted", .11, 2.24, .5, .5, 0, 0, 1, 30, .0027),
    case("b tiny, x = 0", .243, 4.414, .793, 1e-6, 0, 0, 10, 52, .0027),
    case("a tiny, discounted", .243, 4.414, 1e-6, 2.426, 4, 20, 38.86, 52, .0027),
    case("a and b large", .5, 8, 3e3, 1e4, 3, 20, 38.86, 52, .0027),
    case("a large, b small", .5, 8, 50, .3, 0, 0, 38.86, 52, .0027),
    case("r tiny", 1e-6, 4.414, .793, 2.426, 1, 20, 38.86, 52, .0027),
    case("new customer, T = 0", .243, 4.414, .793, 2.426, 0, 0, 0, 520, .0027),
    case("horizon 1e6", .243, 4.414, .793, 2.426, 0, 0, 0, 1e6, .0027),
    case("horizon 1e6, a = 2", .243, 4.414, 2, 2.426, 3, 12, 20, 1e6, .0027),
    case("horizon 1e-12", .243, 4.414, .793, 2.426, 3, 12, 20, 1e-12, .0027),
    case("x = 8760", .6, 9, .3, 40, 8760, 364.9, 365, 365, .0003),
    case("x = 8760, a = 1", .6, 9, 1, 5, 8760, 364.9, 365, 365, .0003),
    case("x = 500, dead", .243, 4.414, .793, 2.426, 500, 12, 38.86, 52, .0027),
    case("rate high", .243, 4.414, .793, 2.426, 2, 30.43, 38.86, 52, 3),
    case("rate tiny", .243, 4.414, .793, 2.426, 2, 30.43, 38.86, 52, 1e-5),
    case("rate tiny, a large", 2, 4.414, 4, 2.426, 2, 30.43, 38.86, 52, 1e-5),
    case("alpha = 1e6, r = 1e3, discounted", 1e3, 1e6, .793, 2.426, 4, 20, 38.86, 52, .0027),
    case("r = 1e5, alpha = 1e5: nearly Poisson", 1e5, 1e5, .793, 2.426, 30, 20, 38.86, 52, .0027),
    case("alpha tiny", .243, 1e-6, .793, 2.426, 5, 20, 38.86, 52, .0027),
    case("T = 10000, t_x = T", .243, 4.414, .793, 2.426, 30, 10000, 10000, 52, .0027),
]
out = dict(name="bgnbd_edges", provenance="mpmath %s at 30 digits; bgnbd_edges.py beside this file" % __import__("mpmath").__version__, cases=cases)
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "bgnbd_edges.json"), "w") as file:
    json.dump(out, file, indent=1)
