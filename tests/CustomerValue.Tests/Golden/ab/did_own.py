# Independent references for difference in differences: numpy (this file) and R 4.2.2 (sandwich, clubSandwich; see did_own.R). Writes did_own.json.
import csv, json, os, subprocess, sys
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
out['repeated'] = json.loads(subprocess.run(['Rscript', os.path.join(here, 'did_own.R')], capture_output=True, text=True, check=True).stdout)
json.dump(out, open(os.path.join(here, 'did_own.json'), 'w'), indent=1)
