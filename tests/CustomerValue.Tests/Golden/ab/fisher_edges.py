import math, json
from fractions import Fraction
from mpmath import mp, mpf
mp.dps=60
def table(x,n,y,m):
    s=x+y; lo=max(0,s-m); hi=min(n,s)
    # windowed exact weights by recurrence with big ints (ratios as fractions are heavy): use mpf logs for big
    w={}
    if hi-lo<=6000 and n+m<=30000:
        for k in range(lo,hi+1): w[k]=mpf(math.comb(n,k)*math.comb(m,s-k))
    else:
        w[x]=mpf(1)
        for k in range(x,hi):
            w[k+1]=w[k]*mpf((n-k)*(s-k))/((k+1)*(m-s+k+1))
        for k in range(x,lo,-1):
            w[k-1]=w[k]*mpf(k*(m-s+k))/((n-k+1)*(s-k+1))
    return lo,hi,w
def solve(f,a,b):
    fa=f(a)
    for _ in range(220):
        c=(a+b)/2; fc=f(c)
        if (fc>0)==(fa>0): a=c
        else: b=c
    return (a+b)/2
out=[]
cases=[(3,100000,12,100000,.95),(4,10,20000,100000,.95),(6000,10000,2550,10000,.95),(900,1000,100,1000,.95),(2,3,9,40,.9),(10,11,1,9,.95),(500,1000,1,3,.99),(0,7,5,5,.95),(1,1,0,1,.95),(25,5000,11,4000,.999),(7,7,0,9,.95)]
for x,n,y,m,conf in cases:
    lo,hi,w=table(x,n,y,m)
    T=sum(w.values()); p0=w[x]
    g=sum(v for k,v in w.items() if k>=x)/T; l=sum(v for k,v in w.items() if k<=x)/T
    two=sum(v for v in w.values() if v<=p0*(1+mpf(10)**-40))/T
    a2=(1-mpf(str(conf)))/2
    def moments(t,what,half):
        e=mp.e**t
        num=den=mpf(0)
        for k,v in w.items():
            q=v*e**(k-x); den+=q
            if what=='mean': num+=q*(k-x)
            elif what=='up' and k>=x: num+=q*(half if k==x else 1)
            elif what=='down' and k<=x: num+=q*(half if k==x else 1)
        return num/den
    big=len(w)>4000
    e={'p_two':float(two),'log_p_two':float(mp.log(two)),'p_greater':float(g),'p_less':float(l),'midp_two':float(two-p0/T/2),'midp_greater':float(g-p0/T/2),'midp_less':float(l-p0/T/2)}
    if not big:
        mle=0 if x==lo else ('Infinity' if x==hi else float(mp.e**solve(lambda t:moments(t,'mean',1),mpf(-30),mpf(30))))
        ci=[0.0 if x==lo else float(mp.e**solve(lambda t:moments(t,'up',1)-a2,mpf(-60),mpf(60))),'Infinity' if x==hi else float(mp.e**solve(lambda t:a2-moments(t,'down',1),mpf(-60),mpf(60)))]
        h=mpf('.5')
        mi=[0.0 if x==lo else float(mp.e**solve(lambda t:moments(t,'up',h)-a2,mpf(-60),mpf(60))),'Infinity' if x==hi else float(mp.e**solve(lambda t:a2-moments(t,'down',h),mpf(-60),mpf(60)))]
        e['mle']=mle; e['ci']=ci; e['ci_midp']=mi
    out.append({'id':f'{x}_of_{n}_vs_{y}_of_{m}','x_treat':x,'n_treat':n,'x_ctrl':y,'n_ctrl':m,'conf':conf,'expected':e}); print(out[-1],flush=True)
json.dump({'file':'fisher_edges.json','title':'Fisher exact, mid-p, conditional odds ratio: large, rare and tiny tables','provenance':'own script: mpmath 60 digits over exact weights','note':'two-sided = tables with probability <= observed','n_cases':len(out),'cases':out},open('fisher_edges.json','w'),indent=1)
