# Score and conditional figures of 2 x 2 tables whose cells differ by many orders, with mpmath at 60 digits: python3 odds_ratio_extremes.py > odds_ratio_extremes.json
import json
import mpmath as mp
from mpmath import mpf

mp.mp.dps = 60
TABLES = [(1, 10, 1000000, 10000000), (10, 10, 9999998, 10000000), (999999999, 1000000000, 999999990, 1000000000), (1, 10, 100000000, 1000000000),
          (9, 10, 1000000000, 1000000000), (3, 3, 999, 1000), (1, 2, 1, 1000000000), (0, 10, 3, 10000000), (1, 100000, 60000, 100000), (5, 10, 3, 10000000), (7, 20, 3, 25)]


def odds_statistic(x, n, y, m, log, factor):
    s, o = x + y, mp.exp(log)
    a, b, c = o - 1, o * (n + s) + m - s, o * n * s
    fitted = 2 * c / (b + mp.sqrt(b * b - 4 * a * c))
    cells = (fitted, n - fitted, s - fitted, m - s + fitted)
    return (x - fitted) * mp.sqrt(sum(1 / k for k in cells) / factor)


def ratio_statistic(x, n, y, m, log, factor):
    r = mp.exp(log)
    a, b, c = (n + m) * r, r * (n + y) + x + m, x + y
    q = 2 * c / (b + mp.sqrt(b * b - 4 * a * c))
    p = r * q
    return (mpf(x) / n - r * y / m) / mp.sqrt(factor * (p * (1 - p) / n + r * r * q * (1 - q) / m))


def falling_root(f):
    low, high = mpf(-60), mpf(60)
    for _ in range(190):
        middle = (low + high) / 2
        low, high = (middle, high) if f(middle) > 0 else (low, middle)
    return mp.exp((low + high) / 2)


def limits(f, table, level, factor, lowest, highest):
    z = mp.sqrt(2) * mp.erfinv(level)
    return ["0" if lowest else mp.nstr(falling_root(lambda t: f(*table, t, factor) - z), 17), "Infinity" if highest else mp.nstr(falling_root(lambda t: f(*table, t, factor) + z), 17)]


cases = []
for table in TABLES:
    x, n, y, m = table
    s = x + y
    is_lowest, is_highest = x <= max(0, s - m), x >= min(n, s)
    for level in ("0.95", "0.9999"):
        exact = mpf(float(level))
        pure, wide = mpf(1), mpf(n + m) / (n + m - 1)
        expected = {"cornfield": limits(odds_statistic, table, exact, pure, is_lowest, is_highest), "mn_odds": limits(odds_statistic, table, exact, wide, is_lowest, is_highest),
                    "koopman": limits(ratio_statistic, table, exact, pure, x == 0, y == 0), "mn_ratio": limits(ratio_statistic, table, exact, wide, x == 0, y == 0)}
        low, high = max(0, s - m), min(n, s)
        if high - low < 100 and low < x < high:
            weights = {k: mp.binomial(n, k) * mp.binomial(m, s - k) for k in range(low, high + 1)}
            mean_of = lambda t: sum(k * w * mp.exp(t * (k - x)) for k, w in weights.items()) / sum(w * mp.exp(t * (k - x)) for k, w in weights.items())
            expected["conditional_mle"] = mp.nstr(falling_root(lambda t: x - mean_of(t)), 17)
        cases.append({"x_treat": x, "n_treat": n, "x_ctrl": y, "n_ctrl": m, "conf": float(level), "expected": expected})
print(json.dumps({"file": "odds_ratio_extremes.json", "versions": "mpmath " + mp.__version__, "cases": cases}, indent=1))
