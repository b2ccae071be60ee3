# Repeated cross sections with a covariate and clusters: stats, sandwich, own CR2 by eigenvalues (Bell and McCaffrey 2002; working model: independent errors).
library(sandwich)
n <- 60; i <- 1:n
k <- (i * 7) %% 13; d <- as.numeric(k %% 2 == 0); a <- as.numeric((i %% 4) < 2)
x <- round(1000 + 5 * sin(i), 4); y <- round(3 + d + 2 * a + 1.5 * d * a + 0.3 * (x - 1000) + 2 * cos(3 * i) + (k %% 5), 4)
m <- lm(y ~ a * d + x); j <- which(names(coef(m)) == "a:d")
X <- model.matrix(m); e <- resid(m); B <- solve(crossprod(X)); G <- length(unique(k))
se <- function(V) sqrt(V[j, j])
half <- function(S) { s <- eigen(S, symmetric = TRUE); s$vectors %*% diag(ifelse(s$values > 1e-10, 1 / sqrt(pmax(s$values, 1e-300)), 0), length(s$values)) %*% t(s$vectors) }
M <- matrix(0, ncol(X), ncol(X)); P <- NULL; H <- X %*% B %*% t(X)
for (c in unique(k)) { r <- which(k == c); A <- half(diag(length(r)) - H[r, r]); u <- t(X[r, , drop = FALSE]) %*% A %*% e[r]; M <- M + u %*% t(u)
  P <- cbind(P, (diag(n) - H)[, r] %*% A %*% X[r, , drop = FALSE] %*% B[, j]) }
Q <- crossprod(P); df <- sum(diag(Q))^2 / sum(Q^2)
out <- c(coef = unname(coef(m)[j]), classical = se(vcov(m)), HC0 = se(vcovHC(m, "HC0")), HC1 = se(vcovHC(m, "HC1")), HC2 = se(vcovHC(m, "HC2")), HC3 = se(vcovHC(m, "HC3")),
  CR0 = se(vcovCL(m, k, type = "HC0", cadjust = FALSE)), CR1 = se(vcovCL(m, k, type = "HC0", cadjust = TRUE)), CR1S = se(vcovCL(m, k, type = "HC1")), CR2 = se(B %*% M %*% B), df_CR2 = df)
num <- function(v) paste0("[", paste(sprintf("%.17g", v), collapse = ","), "]")
cat("{", paste0('"', names(out), '":', sprintf("%.17g", out), collapse = ","), ',"y":', num(y), ',"x":', num(x), ',"d":', num(d), ',"a":', num(a), ',"k":', num(k), "}", sep = "")
