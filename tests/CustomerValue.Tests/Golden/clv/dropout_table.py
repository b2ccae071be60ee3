# Discounted purchases of one who is alive and leaves by chance, by mpmath at 30 digits.
import mpmath as mp, json
mp.mp.dps=30
shapes=[[0.243, 4.414, 0.793, 2.426], [3, 1, 1, 1], [0.5, 100, 1.7, 0.2], [12, 30, 40, 60],[0.11, 2.24, 0.31, 0.5],[2000.3, 43, 0.793, 2002],[0.7, 8, 1e-3, 0.01],[0.05, 1e-3, 5, 1e4]]
def H(s,a,b,tau): return mp.hyp2f1(s+1,a,a+b,-tau)
def D(s,al,a,b,d,h):
    # outer integral over y = ln(1+k tau)
    k=s+1+d*al
    te=(min(h,mp.mpf(75)/d))/al
    ye=mp.log1p(k*te)
    f=lambda y: mp.exp(y)/k*mp.exp(-d*al*mp.expm1(y)/k)*H(s,a,b,mp.expm1(y)/k)
    n=int(ye/2)+1
    return s*mp.quad(f,[ye*i/n for i in range(n+1)])
for sh in shapes:
    p=[mp.mpf(repr(v)) for v in sh]
    for d,h in [('1e-12','inf'),('0.0018','inf'),('3','inf'),('0.0018','52'),('50','52'),('0.0018','1e-9')]:
        try: print(json.dumps(sh),d,h,mp.nstr(D(*p,mp.mpf(d),mp.mpf(h)),20),flush=True)
        except Exception as e: print(json.dumps(sh),d,h,'ERR',e,flush=True)
