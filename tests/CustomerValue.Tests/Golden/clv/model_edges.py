# Edges of the models of repeat purchases, from their definitions, by mpmath at 30 digits.
import mpmath as mp, json, random, sys, signal
def late(*_): raise TimeoutError
signal.signal(signal.SIGALRM,late)
mp.mp.dps=30
random.seed(20261124)
def lu(a,b): return float('%.4g'%(10**random.uniform(a,b)))
def q(f,pts):
    return mp.quad(f,pts)
def pts(end,scale):
    # dyadic panels from the finest scale
    out=[mp.mpf(0)]; x=scale
    while x<end: out.append(x); x*=3
    out.append(end); return out
def pareto(p,x,tx,T,h):
    r,al,s,be=map(mp.mpf,p); tx=mp.mpf(tx); T=mp.mpf(T); h=mp.mpf(h); g=r+x
    sc=1/(g/(al+tx)+(s+1)/(be+tx)); sc=min(sc,al+tx,be+tx)/4
    odds=s*q(lambda u: mp.exp(g*mp.log((al+T)/(al+tx+u))+s*mp.log((be+T)/(be+tx+u)))/(be+tx+u),pts(T-tx,sc)) if T>tx else mp.mpf(0)
    stays=mp.loggamma(g)-mp.loggamma(r)+r*mp.log(al)-g*mp.log(al+T)+s*mp.log(be/(be+T))
    la=-mp.log1p(odds)
    sc2=(be+T)/(s+1)/4
    E=g/(al+T)*q(lambda u: (1+u/(be+T))**(-s),pts(h,min(sc2,h)))
    later=(1+h/(be+T))**(-s)
    return stays-la,la,E,later
def ggom(p,x,tx,T,h):
    r,al,b,s,be=map(mp.mpf,p); tx=mp.mpf(tx); T=mp.mpf(T); h=mp.mpf(h); g=r+x
    S=lambda t: (be/(be-1+mp.exp(b*t)))**s
    f=lambda t: b*s*mp.exp(b*t)*be**s*(be-1+mp.exp(b*t))**(-s-1)
    haz=lambda t: b*s*mp.exp(b*t)/(be-1+mp.exp(b*t))
    sc=1/(g/(al+tx)+haz(tx)+b*(s+1))/4; sc=min(sc,(al+tx)/4)
    stays=mp.loggamma(g)-mp.loggamma(r)+r*mp.log(al)-g*mp.log(al+T)+mp.log(S(T))
    odds=q(lambda u: mp.exp(g*mp.log((al+T)/(al+tx+u)))*f(tx+u)/S(T),pts(T-tx,sc)) if T>tx else mp.mpf(0)
    la=-mp.log1p(odds)
    sc2=1/(haz(T)+b*(s+1))/4
    E=g/(al+T)*q(lambda u: S(T+u)/S(T),pts(h,min(sc2,h)))
    return stays-la,la,E,S(T+h)/S(T)
def bg(p,x,tx,T,h,extra,k=1):
    r,al,a,b=map(mp.mpf,p); tx=mp.mpf(tx); T=mp.mpf(T); h=mp.mpf(h); g=r+k*x; n=x+extra
    w=sum(mp.rf(g,j)/mp.factorial(j)*((T-tx)/(al+T))**j for j in range(k))
    stays=mp.loggamma(g)-mp.loggamma(r)-x*mp.loggamma(k)+r*mp.log(al)-g*mp.log(al+T)+mp.log(w)+mp.log(mp.beta(a,b+n)/mp.beta(a,b))
    odds=(a/(b+n-1))*((al+T)/(al+tx))**g/w if n>0 else mp.mpf(0)
    la=-mp.log1p(odds)
    if k>1: return stays-la,la,None,None
    B=b+n; A=al+T
    # E = integral of the purchase rate, later = 2F1
    E=g/A*q(lambda u: mp.hyp2f1(g+1,a,a+B,-u/A),pts(h,min(h,A/(g+1)/4)))
    return stays-la,la,E,mp.hyp2f1(g,a,a+B,-h/A)
cases=[]
def data():
    T=random.choice([0,lu(-6,4),lu(-1,2),39.0,10000.0]); x=random.choice([0,0,1,2,5,40,int(10**random.uniform(0,3.7))])
    tx=0.0 if x==0 else random.choice([T,T,0.5*T,float('%.6g'%(T*random.random())),float('%.6g'%(T*(1-1e-6)))])
    h=random.choice([1e-9,1.0,52.0,52.0,1e4,1e6])
    return x,tx,T,h
import time
t0=time.time()
while time.time()-t0<float(sys.argv[1]):
    m=random.choice(['pareto','ggom','bg','mbg','cnbd2','mcnbd3'])
    x,tx,T,h=data()
    signal.alarm(4)
    try:
        if m=='pareto':
            p=[lu(-2,2),lu(-3,4),random.choice([1.0,lu(-2,1.3),lu(-2,1.3)]),lu(-3,4)]; v=pareto(p,x,tx,T,h)
        elif m=='ggom':
            p=[lu(-1,1),lu(-1,2.5),lu(-3,0.3),random.choice([1.0,lu(-1.5,1)]),random.choice([1.0,lu(-2,2.5)])]
            if T*p[2]>600 : continue
            h=min(h,600/p[2])
            v=ggom(p,x,tx,T,h)
        else:
            p=[lu(-2,2),lu(-3,4),random.choice([1.0,lu(-2,2)]),random.choice([1.0,lu(-2,2)])]
            x=min(x,300) if m in('cnbd2','mcnbd3') else x
            v=bg(p,x,tx,T,h,1 if m in('mbg','mcnbd3') else 0,{'cnbd2':2,'mcnbd3':3}.get(m,1))
    except Exception as e: continue
    finally: signal.alarm(0)
    cases.append({"model":m,"params":p,"x":x,"tx":tx,"T":T,"horizon":h,"log_likelihood":mp.nstr(v[0],20),"log_p_alive":mp.nstr(v[1],20),
      "expected_given_alive":None if v[2] is None else mp.nstr(v[2],18),"stays_alive":None if v[3] is None else mp.nstr(v[3],18)})
# the case that a singularity near the panel spoiled
p=[0.01,0.0025,0.1,74.5]; v=pareto(p,0,0,10,52)
cases.append({"model":"pareto","params":p,"x":0,"tx":0.0,"T":10.0,"horizon":52.0,"log_likelihood":mp.nstr(v[0],20),"log_p_alive":mp.nstr(v[1],20),"expected_given_alive":mp.nstr(v[2],18),"stays_alive":mp.nstr(v[3],18)})
print('{\n "source": "model_edges.py: mpmath at 30 digits, from the definitions",\n "cases": [\n'+',\n'.join('  '+json.dumps(c) for c in cases)+'\n ]\n}')
