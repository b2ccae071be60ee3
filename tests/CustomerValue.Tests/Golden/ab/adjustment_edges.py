"""Dense n x n reference for clustered regressions with covariates, two-way clusters, ICC, Breslow-Day and post-stratification.

Run: /usr/bin/python3 adjustment_edges.py > adjustment_edges.json   (Python 3.11, numpy 1.24, scipy 1.10)
CR2 by the n_g x n_g inverse square root of I - H_gg (Moore-Penrose), Satterthwaite from the n x G matrix of Pustejovsky and Tipton (2018), nothing shared with the library.
"""
import json
import numpy as np
from scipy import stats


def root(m, power):
    d, v = np.linalg.eigh((m + m.T) / 2)
    return v @ np.diag([0 if x < 1e-10 else x ** power for x in d]) @ v.T


def design(y, z, x, interacted):
    xc = x - x.mean(0)
    return np.column_stack([np.ones(len(y)), z, xc] + ([xc * z[:, None]] if interacted else []))


def clustered(X, y, g, kind):
    n, k = X.shape
    M = np.linalg.inv(X.T @ X)
    H = X @ M @ X.T
    b = M @ X.T @ y
    e = y - X @ b
    groups = sorted(set(g))
    G = len(groups)
    power = {"CR0": 0, "CR1": 0, "CR1S": 0, "CR2": -0.5, "CR3": -1}[kind]
    factor = {"CR1": G / (G - 1), "CR1S": G / (G - 1) * (n - 1) / (n - k)}.get(kind, 1)
    V = np.zeros((k, k))
    parts = []
    for c in groups:
        at = [i for i in range(n) if g[i] == c]
        A = np.eye(len(at)) if power == 0 else root(np.eye(len(at)) - H[np.ix_(at, at)], power)
        B = A @ X[at] @ M
        s = B.T @ e[at]
        V += np.outer(s, s)
        full = np.zeros((n, k))
        full[at] = B
        parts.append((np.eye(n) - H) @ full)
    df = []
    for j in range(k):
        P = np.column_stack([p[:, j] for p in parts])
        O = P.T @ P
        df.append(float(np.trace(O) ** 2 / (O ** 2).sum()))
    return b, V * factor, df


def main():
    rng = np.random.default_rng(20261124)
    cases = []
    for name, n, G, p, interacted in [("straddling_households", 30, 9, 2, True), ("ancova_unequal", 40, 7, 3, False), ("one_big_cluster", 36, 5, 1, True),
                                      ("branch_level_treatment", 48, 8, 2, False), ("pairs", 24, 12, 1, True)]:
        g = np.r_[np.arange(G), rng.integers(0, G, n - G)] if name != "pairs" else np.repeat(np.arange(G), 2)
        if name == "one_big_cluster":
            g = np.where(np.arange(n) < 20, 0, g)
        z = (g % 2 == 0).astype(float) if name in ("branch_level_treatment", "pairs") else (rng.random(n) < 0.5).astype(float)
        x = np.round(rng.normal(50, 10, (n, p)), 2)
        y = np.round(0.3 * x[:, 0] + 4 * rng.normal(size=G)[g] + 5 * rng.normal(size=n) + 3 * z, 2)
        second = rng.integers(0, 6, n)
        X = design(y, z, x, interacted)
        out = {}
        for kind in ("CR0", "CR1", "CR1S", "CR2", "CR3"):
            b, V, df = clustered(X, y, list(g), kind)
            out[kind] = {"se": np.sqrt(np.diag(V)).tolist(), "df_satt": df}
        pair = [int(a) * 100 + int(c) for a, c in zip(g, second)]
        V2 = clustered(X, y, list(g), "CR1S")[1] + clustered(X, y, list(second), "CR1S")[1] - clustered(X, y, pair, "CR1S")[1]
        # ICC, one-way analysis of variance with unequal sizes.
        sizes = np.array([(g == c).sum() for c in sorted(set(g))])
        means = np.array([y[g == c].mean() for c in sorted(set(g))])
        msb = (sizes * (means - y.mean()) ** 2).sum() / (len(sizes) - 1)
        msw = sum(((y[g == c] - y[g == c].mean()) ** 2).sum() for c in sorted(set(g))) / (n - len(sizes))
        m0 = (n - (sizes ** 2).sum() / n) / (len(sizes) - 1)
        icc = (msb - msw) / (msb + (m0 - 1) * msw)
        F = msb / msw
        lo, hi = F / stats.f.isf(0.025, len(sizes) - 1, n - len(sizes)), F / stats.f.ppf(0.025, len(sizes) - 1, n - len(sizes))
        cases.append({"id": name, "kind": "regression", "interacted": interacted, "covariates": p, "y": y.tolist(), "z": z.tolist(), "x": x.ravel().tolist(), "cluster": [int(c) for c in g],
                      "second": [int(c) for c in second], "expected": {"beta": b.tolist(), **out, "twoway_CR1S_variance": np.diag(V2).tolist(),
                      "twoway_least_eigenvalue": float(np.linalg.eigvalsh(V2)[0] / np.linalg.eigvalsh(V2)[-1]),
                      "icc": {"icc": icc, "m0": m0, "p": float(stats.f.sf(F, len(sizes) - 1, n - len(sizes))), "ci": [(lo - 1) / (lo + m0 - 1), (hi - 1) / (hi + m0 - 1)],
                              "deff": 1 + ((sizes ** 2).sum() / n - 1) * max(0, icc)}}})
    # Breslow-Day by root finding on the exact margins; many strata of unequal size, some uninformative.
    tables = [[int(rng.integers(0, a + 1)), int(a), int(rng.integers(0, c + 1)), int(c)] for a, c in zip(rng.integers(1, 60, 12), rng.integers(1, 60, 12))] + [[0, 5, 0, 4], [3, 3, 0, 0]]
    R = sum(a * (n0 - c) / (n1 + n0) for a, n1, c, n0 in tables)
    S = sum((n1 - a) * c / (n1 + n0) for a, n1, c, n0 in tables)
    psi = R / S
    bd = left = var = 0.0
    used = 0
    for a, n1, c, n0 in tables:
        t = a + c
        if n1 == 0 or n0 == 0 or t == 0 or t == n1 + n0:
            continue
        lo, hi = max(0, t - n0), min(n1, t)
        from scipy.optimize import brentq
        A = brentq(lambda u: u * (n0 - t + u) - psi * (n1 - u) * (t - u), lo, hi, xtol=1e-15, rtol=8.9e-16)
        v = 1 / (1 / A + 1 / (t - A) + 1 / (n1 - A) + 1 / (n0 - t + A))
        bd += (a - A) ** 2 / v
        left += a - A
        var += v
        used += 1
    rr1, rr0 = sum(a * n0 / (n1 + n0) for a, n1, c, n0 in tables), sum(c * n1 / (n1 + n0) for a, n1, c, n0 in tables)
    rrv = sum((n1 * n0 * (a + c) - a * c * (n1 + n0)) / (n1 + n0) ** 2 for a, n1, c, n0 in tables)
    cases.append({"id": "breslow_day_14_strata", "kind": "strata", "tables": tables, "expected": {"or": psi, "breslow_day": bd, "tarone": bd - left ** 2 / var, "df": used - 1,
                  "p_tarone": float(stats.chi2.sf(bd - left ** 2 / var, used - 1)), "rr": rr1 / rr0, "log_rr_se": float(np.sqrt(rrv / rr1 / rr0))}})
    print(json.dumps({"provenance": "adjustment_edges.py: numpy " + np.__version__ + ", dense n x n", "cases": cases}))


main()
