# Reference of ThreeGroupStudyCorrectness: doubly robust difference in differences over the treated's mean base, numpy alone.
# Run in this folder.
import csv, numpy as np
rows=list(csv.DictReader(open('data/bank_panel.csv')))
rows=[r for r in rows if r['group']!='recommended']
c=lambda n: np.array([float(r[n]) for r in rows])
D=np.array([r['group']=='marketing' for r in rows]).astype(float)
b=c('aum_before');a=c('aum_after');h=np.array([int(r['household_id']) for r in rows])
X=np.column_stack([np.ones(len(b)),c('age'),c('digital'),c('products'),c('tenure_years'),np.log1p(c('aum_t1')),np.log1p(b)])
X[:,1:]=(X[:,1:]-X[:,1:].mean(0))/X[:,1:].std(0)
dy=a-b
def fit(D,X,dy,b,w=None):
    n=len(D); w=np.ones(n) if w is None else w
    be=np.zeros(X.shape[1])
    for _ in range(30):
        p=1/(1+np.exp(-X@be)); g=X.T@(w*(D-p)); H=(X*(w*p*(1-p))[:,None]).T@X; st=np.linalg.solve(H,g); be+=st
        if np.abs(st).max()<1e-12: break
    p=1/(1+np.exp(-X@be)); od=p/(1-p)
    W=w*(1-D); ga=np.linalg.solve((X*W[:,None]).T@X,(X*W[:,None]).T@dy)
    r=dy-X@ga
    th=(w*D*r).sum()/(w*D).sum()-(W*od*r).sum()/(W*od).sum()
    return th,(w*D*b).sum()/(w*D).sum(),p,od,r,H,ga
th,B,p,od,r,H,ga=fit(D,X,dy,b); print(th,B,th/B)
# influence
nt=D.sum(); wt=D/nt; wc=(1-D)*od; wc=wc/wc.sum()
own=(wt*r).sum(); oth=(wc*r).sum()
psi=wt*(r-own)-wc*(r-oth)
# via outcome
G=np.linalg.inv((X*(1-D)[:,None]).T@X)
m=(wt@X)-(wc@X)
psi-= (1-D)*r*(X@(G@m))
# via ps
m2=((wc*(r-oth))[:,None]*X).sum(0)
psi-= (D-p)*(X@np.linalg.solve(H,m2))
_,hc=np.unique(h,return_inverse=True); nG=hc.max()+1
cl=lambda v: np.sqrt((np.bincount(hc,v,nG)**2).sum())
print('se th',cl(psi)); psiB=wt*(b-B); g=th/B
print('se g',cl((psi-g*psiB)/B),'no-base',cl(psi)/B)
rng=np.random.default_rng(1); bs=[]
for _ in range(2000):
    k=np.bincount(rng.integers(0,nG,nG),minlength=nG)[hc].astype(float)
    t=fit(D,X,dy,b,k); bs.append(t[0]/t[1])
bs=np.array(bs); print('boot',bs.std(), np.percentile(bs,[2.5,97.5]))
