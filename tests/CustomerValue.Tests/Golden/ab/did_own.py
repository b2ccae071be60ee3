# Independent references for difference in differences: numpy (this file) and R 4.2.2 (sandwich, clubSandwich; see did_own.R). Writes did_own.json.
import csv, json, os, subprocess
import numpy as np
here = os.path.dirname(os.path.abspath(__file__))
rows = list(csv.DictReader(open(os.path.join(here, 'data', 'bank_panel.csv'))))
g = np.array([r['group'] for r in rows])
col = lambda c: np.array([float(r[c]) for r in rows])
X = np.column_stack([np.ones(len(rows)), col('age'), col('digital'), col('products'), col('tenure_years'), np.log1p(col('aum_t1')), np.log1p(col('aum_before'))])
hh = col('household_id')

def improved(D, dy, X, h):
    X = X.copy(); X[:, 1:] = (X[:, 1:] - X[:, 1:].mean(0)) / X[:, 1:].std(0)
    C = 1 - D; b = np.zeros(X.shape[1]); b[0] = np.log(D.sum() / C.sum())
    for _ in range(200):
        w = C * np.exp(X @ b)
        step = np.linalg.solve((X * w[:, None]).T @ X, X.T @ (D - w))
        b = b + step * min(1, .5 / np.abs(step).max())
    w = C * np.exp(X @ b)
    assert np.abs(X.T @ (D - w)).max() < 1e-7
    beta = np.linalg.solve((X * w[:, None]).T @ X, X.T @ (w * dy)); r = dy - X @ beta
    et = (D * r).sum() / D.sum(); ec = (w * r).sum() / w.sum()
    psi = D * (r - et) / D.sum() - w * (r - ec) / w.sum()
    u, i = np.unique(h, return_inverse=True); s = np.bincount(i, psi); G = len(u)
    return {'att': et - ec, 'se': np.sqrt((psi ** 2).sum()), 'se_cluster': np.sqrt((s ** 2).sum() * G / (G - 1))}

out = {'improved': {}}
for t in ['marketing', 'recommended']:
    m = (g == t) | (g == 'non_recommended'); D = (g[m] == t).astype(float)
    out['improved'][t + '_level'] = improved(D, (col('aum_after') - col('aum_before'))[m], X[m], hh[m])
    out['improved'][t + '_log1p'] = improved(D, (np.log1p(col('aum_after')) - np.log1p(col('aum_before')))[m], X[m], hh[m])

rng = np.random.default_rng(6); n = 40
d = (rng.random(n) < .4).astype(float); p = np.round(.1 + .8 * rng.random(n), 6); mu = np.round(rng.normal(size=n), 6)
before = np.round(10 * rng.normal(size=n), 3); after = np.round(before + 2 * d + rng.normal(size=n), 3)
dy = after - before; w = (1 - d) * p / (1 - p)
k = {'d': d.tolist(), 'p': p.tolist(), 'mu': mu.tolist(), 'before': before.tolist(), 'after': after.tolist()}
for name, m in (('dr', mu), ('std_ipw', 0 * mu)):
    r = dy - m; a = (d * r).sum() / d.sum(); c = (w * r).sum() / w.sum()
    psi = d * (r - a) / d.sum() - w * (r - c) / w.sum()
    k[name] = a - c; k['se_' + name] = float(np.sqrt((psi ** 2).sum()))
r = dy - mu; a = (d * r).sum() / d.sum(); k['reg'] = a; k['se_reg'] = float(np.sqrt(((d * (r - a) / d.sum()) ** 2).sum()))
a = ((d - w) * dy).sum() / d.sum(); k['ipw'] = a; k['se_ipw'] = float(np.sqrt((((d - w) * dy - d * a) ** 2).sum()) / d.sum())
out['known_nuisances'] = k

# Event study: dummies for customers and periods, treatment (and a covariate) times each period but the reference; CR0 by cluster.
from scipy import stats
n, T, ref, first = 36, 6, 2, 4
k = np.arange(n) % 11; d = (k % 3 == 0).astype(float); x = np.round(50 + 3 * rng.normal(size=n), 3)
y = np.round(rng.normal(size=n)[:, None] + .4 * np.arange(T) + .1 * x[:, None] * np.arange(T) / 5 + np.outer(d, [0, .1, 0, .2, 1, 2]) + rng.normal(size=(n, T)) + rng.normal(size=(11, T))[k], 4)
cols = []
for i in range(n): z = np.zeros((n, T)); z[i] = 1; cols.append(z.ravel())
for t in range(T):
    if t != ref:
        for v in (np.ones(n), d, x - x.mean()):
            z = np.zeros((n, T)); z[:, t] = v; cols.append(z.ravel())
A = np.array(cols).T; B = np.linalg.inv(A.T @ A); b = B @ A.T @ y.ravel(); e = (y.ravel() - A @ b).reshape(n, T)
M = np.zeros((A.shape[1],) * 2)
for c in range(11):
    u = A.reshape(n, T, -1)[k == c].reshape(-1, A.shape[1]).T @ e[k == c].ravel(); M += np.outer(u, u)
V = B @ M @ B
at = [n + 3 * (t - (t > ref)) + 1 for t in range(T) if t != ref]
beta = np.zeros(T); se = np.zeros(T); W = V[np.ix_(at, at)]
keep = [t for t in range(T) if t != ref]
beta[keep] = b[at]; se[keep] = np.sqrt(np.diag(W))
pre = [i for i, t in enumerate(keep) if t < first]; post = [i for i, t in enumerate(keep) if t >= first]
w = b[at][pre] @ np.linalg.solve(W[np.ix_(pre, pre)], b[at][pre])
out['event_study'] = {'y': y.ravel().tolist(), 'd': d.tolist(), 'x': x.tolist(), 'k': k.tolist(), 'beta': beta.tolist(), 'se': se.tolist(), 'F': w / 3, 'p_F': float(stats.f.sf(w / 3, 3, 10)),
    'average': float(b[at][post].mean()), 'se_average': float(np.sqrt(W[np.ix_(post, post)].mean()))}

# The joint band of the bank's four differences.
m = (g == 'marketing') | (g == 'non_recommended'); D = (g[m] == 'marketing').astype(float); h = np.unique(hh[m], return_inverse=True)[1]
P = np.log1p(np.column_stack([col(c) for c in ('aum_t1', 'aum_t2', 'aum_before', 'aum_t4', 'aum_after')]))[m]; C = np.delete(P - P[:, [2]], 2, 1)
r = np.where(D[:, None] == 1, (C - C[D == 1].mean(0)) / D.sum(), -(C - C[D == 0].mean(0)) / (1 - D).sum())
S = np.array([np.bincount(h, r[:, j]) for j in range(4)]).T; K = S.T @ S; R = K / np.sqrt(np.outer(np.diag(K), np.diag(K)))
draws = np.random.default_rng(1).multivariate_normal(np.zeros(4), R, 400000)
out['band'] = {'critical': float(np.quantile(np.abs(draws).max(1), .95))}

# Staggered adoption: group-time effects and averages with influence functions (Callaway and Sant'Anna 2021), clustered, CR0.
n, T = 120, 6
k = np.arange(n) // 3; G = np.array([0, 3, 5, 0, 4])[(k * 7) % 5]; x = np.round(np.column_stack([rng.normal(size=n) + .3 * (G > 0), rng.normal(size=n)]), 3)
y = np.round(rng.normal(size=n)[:, None] + .3 * np.arange(T) + .2 * x[:, [0]] * np.arange(T) + ((G[:, None] > 0) & (np.arange(1, T + 1) >= G[:, None])) * (1 + .3 * (np.arange(1, T + 1) - G[:, None])) + rng.normal(size=(n, T)) + .5 * rng.normal(size=(40, T))[k], 4)
out['staggered'] = {'y': y.ravel().tolist(), 'g': G.tolist(), 'x': x.ravel().tolist(), 'k': k.tolist()}
Xc = np.column_stack([np.ones(n), x])
def cell(D, C, dy, X):
    N = len(D); b = np.zeros(X.shape[1])
    for _ in range(60):
        p = 1 / (1 + np.exp(-X @ b)); H = (X * (p * (1 - p))[:, None]).T @ X; b = b + np.linalg.solve(H, X.T @ (D - p))
    be = np.linalg.solve((X * C[:, None]).T @ X, X.T @ (C * dy)); r = dy - X @ be; w = C * p / (1 - p)
    et = (D * r).sum() / D.sum(); ec = (w * r).sum() / w.sum()
    ols = (C * r)[:, None] * X @ np.linalg.inv((X * C[:, None]).T @ X); ps = ((D - p)[:, None] * X) @ np.linalg.inv(H)
    psi = (D * (r - et) - ols @ (D @ X)) / D.sum() - (w * (r - ec) + ps @ ((w * (r - ec)) @ X) - ols @ (w @ X)) / w.sum()
    return et - ec, psi
def score(psi): return np.bincount(k, psi, minlength=40)
for name, X, never in (('plain_never', np.ones((n, 1)), True), ('plain_notyet', np.ones((n, 1)), False), ('dr_never', Xc, True), ('dr_notyet', Xc, False)):
    cells = []
    for gg in (3, 4, 5):
        for t in range(2, T + 1):
            base = gg - 1 if t >= gg else t - 1
            ctrl = (G == 0) if never else ((G == 0) | ((G > max(t, base)) & (G != gg)))
            s = (G == gg) | ctrl; psi = np.zeros(n)
            att, psi[s] = cell((G == gg)[s].astype(float), ctrl[s].astype(float), (y[:, t - 1] - y[:, base - 1])[s], X[s])
            cells.append((gg, t, att, psi))
    pg = {gg: (G == gg).mean() for gg in (3, 4, 5)}; ipg = {gg: ((G == gg) - pg[gg]) / n for gg in pg}
    def weighted(list_):
        tot = sum(pg[c[0]] for c in list_); th = sum(pg[c[0]] / tot * c[2] for c in list_)
        return th, sum(pg[c[0]] / tot * c[3] + (c[2] - th) / tot * ipg[c[0]] for c in list_)
    def mean(list_): return np.mean([c[0] for c in list_]), sum(c[1] for c in list_) / len(list_)
    def both(a): return {'att': float(a[0]), 'se': float(np.sqrt((score(a[1]) ** 2).sum()))}
    later = [c for c in cells if c[1] >= c[0]]
    es = {e: weighted([c for c in cells if c[1] - c[0] == e]) for e in sorted({c[1] - c[0] for c in cells})}
    gr = {gg: mean([(c[2], c[3]) for c in later if c[0] == gg]) for gg in pg}
    ca = {t: weighted([c for c in later if c[1] == t]) for t in sorted({c[1] for c in later})}
    early = [c for c in cells if c[1] < c[0]]; S = np.array([score(c[3]) for c in early]); a = np.array([c[2] for c in early])
    out['staggered'][name] = {'cells': [dict(g=c[0], t=c[1], **both(c[2:])) for c in cells], 'simple': both(weighted(later)), 'dynamic': both(mean([v for e, v in es.items() if e >= 0])),
        'group': both(weighted([(gg, 0) + v for gg, v in gr.items()])), 'calendar': both(mean(list(ca.values()))), 'steps': [dict(e=e, **both(v)) for e, v in es.items()],
        'wald': float(a @ np.linalg.solve(S @ S.T, a))}

# Two-way fixed effects with always-treated customers, by dummies.
n, T = 14, 5; G = np.array([1, 1, 2, 2, 2, 3, 3, 4, 4, 4, 0, 0, 0, 5]); k = np.arange(n) // 2
y = np.round(rng.normal(size=(n, T)) + np.arange(n)[:, None] + .5 * np.arange(T), 3); D = ((G[:, None] > 0) & (np.arange(1, T + 1) >= G[:, None])).astype(float)
y = y + np.round(D * (1 + np.arange(T)), 3)
A = np.zeros((n * T, n + T)); A[:, 0] = D.ravel()
for i in range(n): A[i * T:(i + 1) * T, 1 + i] = 1
for t in range(1, T): A[t::T, n + t] = 1
B = np.linalg.inv(A.T @ A); b = B @ A.T @ y.ravel(); e = y.ravel() - A @ b; M = 0; kk = np.repeat(k, T)
for c in range(7): u = A[kk == c].T @ e[kk == c]; M = M + np.outer(u, u)
d = D.ravel() - A[:, 1:] @ np.linalg.lstsq(A[:, 1:], D.ravel(), rcond=None)[0]; w = d[D.ravel() == 1] / d[D.ravel() == 1].sum()
out['two_way'] = {'y': y.ravel().tolist(), 'g': G.tolist(), 'k': k.tolist(), 'coef': b[0], 'se': float(np.sqrt((B @ M @ B)[0, 0] * 7 / 6 * (n * T - 1) / (n * T - n - T))), 'negative': float(w[w < 0].sum())}

# Synthetic control and synthetic difference (defaults of R's synthdid), the quadratic program solved by trying every support.
from itertools import combinations
def simplex(A, b, rho):
    best = None
    for size in range(1, A.shape[1] + 1):
        for S in combinations(range(A.shape[1]), size):
            S = list(S); Q = A[:, S].T @ A[:, S] + rho * np.eye(size); K = np.zeros((size + 1,) * 2); K[:size, :size] = 2 * Q; K[:size, size] = K[size, :size] = 1
            try: u = np.linalg.solve(K, np.append(2 * A[:, S].T @ b, 1))[:size]
            except np.linalg.LinAlgError: continue
            if u.min() >= -1e-12:
                w = np.zeros(A.shape[1]); w[S] = u; v = ((A @ w - b) ** 2).sum() + rho * (w ** 2).sum()
                if best is None or v < best[0] - 1e-13 * (1 + abs(v)): best = (v, w)
    return best[1]
def synthetic(Y, N0, T0, how):
    Yc, Yt = Y[:N0], Y[N0:].mean(0); T1 = Y.shape[1] - T0; N1 = len(Y) - N0; noise = np.diff(Yc[:, :T0], axis=1).std(ddof=1)
    lam = np.zeros(T0)
    if how == 'did': w = np.ones(N0) / N0; lam = np.ones(T0) / T0
    elif how == 'sc': w = simplex(Yc[:, :T0].T, Yt[:T0], 0)
    else:
        A = Yc[:, :T0].T; w = simplex(A - A.mean(0), Yt[:T0] - Yt[:T0].mean(), T0 * ((N1 * T1) ** .25 * noise) ** 2)
        B = Yc[:, :T0]; q = Yc[:, T0:].mean(1); lam = simplex(B - B.mean(0), q - q.mean(), N0 * (1e-6 * noise) ** 2)
    gap = Yt - w @ Yc; gap = gap - lam @ gap[:T0]
    return w, gap[T0:].mean(), np.sqrt((gap[:T0] ** 2).mean()), np.sqrt((gap[T0:] ** 2).mean())
out['synthetic'] = []
for N, N1, T, T0 in ((7, 1, 9, 6), (6, 1, 12, 8), (8, 2, 10, 7), (7, 3, 8, 5)):
    Y = np.round(10 + np.outer(1 + rng.random(N), np.arange(T)) + rng.normal(size=(N, T)), 3); Y[-N1:, T0:] += 3
    case = {'y': Y.ravel().tolist(), 'T': T, 'T0': T0, 'treated': N1}
    for how in ('sc', 'sdid', 'did'):
        w, att, pre, post = synthetic(Y, N - N1, T0, how); case[how] = {'w': w.tolist(), 'att': float(att), 'pre': float(pre)}
        if N1 == 1:
            pl = [synthetic(np.vstack([np.delete(Y[:-1], j, 0), Y[[j]]]), N - 2, T0, how)[1:] for j in range(N - 1)]
            case[how]['se'] = float(np.std([p[0] for p in pl])); case[how]['p'] = float((1 + sum(p[2] / p[1] >= post / pre for p in pl)) / N)
    out['synthetic'].append(case)

# Bounds on pre-trends: the united limits of relative magnitudes, and the shortest fixed-length interval under smoothness by scipy.
from scipy.optimize import minimize, brentq
out['bounds'] = []
for pre, post in ((3, 2), (4, 1), (2, 3), (5, 3)):
    m = pre + post; R = rng.normal(size=(m, m + 3)); V = .05 * R @ R.T / m; b = rng.normal(size=m) * .3; b[pre:] += 2; ref = pre - 1
    b[ref] = 0; V[ref] = 0; V[:, ref] = 0; l = np.round(rng.random(post), 3)
    eff = np.zeros(m); eff[pre:] = l; eff[pre - 1] -= l.sum(); D = [np.eye(m)[pre - 1 - s] - np.eye(m)[pre - 2 - s] for s in range(pre - 1)]
    case = {'pre': pre, 'b': b.tolist(), 'V': V.ravel().tolist(), 'l': l.tolist(), 'bounds': []}
    z = stats.norm.ppf(.975); sd = lambda a: np.sqrt(a @ V @ a)
    for M in (0, .5, 1.3):
        c = M * sum(abs(l[j:].sum()) for j in range(post)); lo, hi = np.inf, -np.inf
        for d in D:
            for sg in (1, -1):
                x, y = (eff - sg * c * d), (eff + sg * c * d); u, v = x @ b - z * sd(x), y @ b + z * sd(y)
                if u <= v: lo, hi = min(lo, u), max(hi, v)
        bend = sum(abs(sum(l[k] * (k - j + 1) for k in range(j, post))) for j in range(post)); S = sum(l[k] * (k + 1) for k in range(post))
        def line(u):
            u = np.atleast_1d(u); w = [(S if s == 0 else u[s - 1]) - (u[s] if s < len(u) else 0) for s in range(pre - 1)]
            return eff - sum(w[s] * D[s] for s in range(pre - 1))
        def half(u):
            e = sd(line(u)); t = .2 * M * (bend + np.abs(u).sum()) / e
            return e * brentq(lambda q: stats.norm.cdf(q - t) - stats.norm.cdf(-q - t) - .95, 0, t + 10, xtol=1e-14)
        best = half(np.zeros(pre - 2)) if pre == 2 else min((minimize(half, x0, method='Nelder-Mead', options={'xatol': 1e-10, 'fatol': 1e-13, 'maxiter': 20000, 'maxfev': 20000}).fun for x0 in (np.zeros(pre - 2), np.full(pre - 2, S / 2), np.linspace(S, 0, pre - 1)[1:])))
        case['bounds'].append({'M': M, 'lo': float(lo), 'hi': float(hi), 'half': float(best)})
    out['bounds'].append(case)
out['repeated'] = json.loads(subprocess.run(['Rscript', os.path.join(here, 'did_own.R')], capture_output=True, text=True, check=True).stdout)
json.dump(out, open(os.path.join(here, 'did_own.json'), 'w'), separators=(',', ':'))
