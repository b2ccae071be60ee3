# Reference figures of tests/CustomerValue.Docs.Tests/LoanMailer, from numpy alone. Run from the root of the clone.
import csv, numpy as np
rows=list(csv.DictReader(open('../shared/data/campaigns/kz2008_loan_mailer_rct.csv')))
col=lambda n: np.array([float(r[n]) for r in rows])
s=np.array([r['risk']+r['wave'] for r in rows]); z=(col('offer4')<=8).astype(float); wave=col('wave'); pr=col('yearlong')
cov=['dormancy','lastamount','itcscore','appscore','female','age','edhi','rural']
X=np.column_stack([col(c) for c in cov])
def strat(y,z,s):
    r=[]
    for k in sorted(set(s)):
        a=y[(s==k)&(z==1)];b=y[(s==k)&(z==0)]
        if len(a) and len(b): r.append((len(a)+len(b),a.mean()-b.mean(),a.var(ddof=1)/len(a)+b.var(ddof=1)/len(b)))
    r=np.array(r);w=r[:,0]/r[:,0].sum();return (w*r[:,1]).sum(),np.sqrt((w*w*r[:,2]).sum())
def cmh(y,z,s):  # Greenland and Robins
    n_=d_=v=0
    for k in sorted(set(s)):
        m=s==k;n1=(z[m]==1).sum();n0=(z[m]==0).sum();n=n1+n0
        a=y[m&(z==1)].sum();b=y[m&(z==0)].sum()
        if n1==0 or n0==0: continue
        n_+=(a*n0-b*n1)/n; d_+=n1*n0/n
        v+=(a*(n1-a)*n0**3+b*(n0-b)*n1**3)/(n1*n0*n**2)
    return n_/d_,np.sqrt(v)/d_
def lin(y,z,s,X):
    both=[k for k in sorted(set(s)) if len(set(z[s==k]))==2]
    m=np.isin(s,both);y,z,s,X=y[m],z[m],s[m],X[m]
    C=np.column_stack([(s==k).astype(float) for k in both[1:]]+[X]);C=C-C.mean(0)
    sc=C.std(0);C=C/sc
    D=np.column_stack([np.ones(len(y)),z,C,z[:,None]*C])
    G=np.linalg.inv(D.T@D);b=G@(D.T@y);e=y-D@b;h=np.einsum('ij,jk,ik->i',D,G,D)
    V=G@((D*((e**2/(1-h))[:,None])).T@D)@G
    return b[1],np.sqrt(V[1,1])
for n in ['applied','tookup','loansize','grossinterest']:
    y=col(n);a,b=y[z==1],y[z==0]
    print(n,'pooled',a.mean()-b.mean(),np.sqrt(a.var(ddof=1)/len(a)+b.var(ddof=1)/len(b)),'strat',*strat(y,z,s),*(cmh(y,z,s) if n in ('applied','tookup') else ()),'lin',*lin(y,z,s,X))
m=wave==3
for n in ['applied','tookup','loansize','grossinterest']:
    y=col(n)[m];zz=pr[m];print('w3',n,'strat',*strat(y,zz,s[m]),'lin',*lin(y,zz,s[m],X[m]))
for c in range(8):
    e,se=strat(X[:,c],z,s);print(cov[c],e/se)
