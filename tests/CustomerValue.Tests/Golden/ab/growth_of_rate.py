# growth of a rate, household clustered: influence function summed by household, G/(G-1); numpy, independent of the four-moment form
import numpy as np, json
rng=np.random.default_rng(20261124)
cases=[]
def fig(x,m,y,k,h):
    n=len(x); hs=sorted(set(h)); G=len(hs); idx=[hs.index(v) for v in h]
    X,M,Y,K=x.sum(),m.sum(),y.sum(),k.sum(); p0=X/M; p1=Y/K
    d=lambda inf: np.sqrt(G/(G-1)*sum(np.bincount(idx,inf,G)**2))
    i0=(x-p0*m)/M; i1=(y-p1*k)/K
    return {'rate_before':p0,'rate_after':p1,'growth':p1/p0-1,'se_growth':float(d(i1/p0-p1/p0**2*i0)),'change':p1-p0,'se_change':float(d(i1-i0)),'clusters':G}
def add(id,n,perhouse,elig):
    base=rng.random(n)
    m=np.ones(n,int) if not elig else (rng.random(n)<.8).astype(int)
    k=np.ones(n,int) if not elig else (rng.random(n)<.7).astype(int)
    x=((base<.3)&(m==1)).astype(int); y=((base+rng.normal(0,.15,n)<.38)&(k==1)).astype(int)
    h=np.arange(n)//perhouse
    cases.append({'id':id,'x':x.tolist(),'m':m.tolist(),'y':y.tolist(),'k':k.tolist(),'household':h.tolist(),'expected':fig(x,m,y,k,h.tolist())})
add('alone',30,1,False); add('pairs',60,2,False); add('triples_eligible',90,3,True); add('two_households',12,6,False)
for c in cases: print(c['id'],c['expected'])
json.dump({'file':'growth_of_rate.json','title':'Growth and change of a rate for the same customers, clustered by household','provenance':'own script: numpy 1.24.2, influence function summed by household, factor G/(G-1)','n_cases':len(cases),'cases':cases},open('growth_of_rate.json','w'))
