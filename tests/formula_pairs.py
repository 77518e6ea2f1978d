"""Pairs of formulas, as a card has them and as students type them; written for this project."""

# ruff: noqa: E501 - a pair stands on one line

from __future__ import annotations

EQUAL = r"""
algebra ;; (a+b)^2 ;; a^2 + 2ab + b^2
algebra ;; (a+b)(a-b) ;; a^2 - b^2
algebra ;; \frac{a}{b} + \frac{c}{d} ;; (ad + bc)/(bd)
algebra ;; x^2 - 5x + 6 ;; (x-2)(x-3)
algebra ;; x = \frac{-b \pm \sqrt{b^2-4ac}}{2a} ;; x = (-b ± sqrt(b^2 - 4ac))/(2a)
algebra ;; a(b+c) ;; ab + ac
algebra ;; \frac{1}{1/x} ;; x
algebra ;; x^{a+b} ;; x^a * x^b
algebra ;; \sqrt{xy} ;; sqrt(x) sqrt(y)
algebra ;; \sqrt[3]{x} ;; x^(1/3)
algebra ;; a^2 + b^2 = c^2 ;; c^2 = a^2 + b^2
algebra ;; a^2 + b^2 = c^2 ;; c = sqrt(a^2+b^2)
algebra ;; y = mx + b ;; f(x) = mx + b
algebra ;; y = mx + b ;; y - b = m x
algebra ;; E = mc^2 ;; m = E/c^2
algebra ;; F = ma ;; a = F/m
algebra ;; PV = nRT ;; P = nRT/V
algebra ;; a \le b ;; b >= a
algebra ;; 2x + 4 = 6 ;; x + 2 = 3
algebra ;; |x| \leq 1 ;; |x| <= 1
algebra ;; n! ;; n * (n-1)!
algebra ;; \binom{n}{k} ;; n!/(k!(n-k)!)
algebra ;; \frac{n(n+1)}{2} ;; n(n+1)/2
algebra ;; \sum_{i=1}^{n} i ;; sum_{k=1}^n k
algebra ;; \sum_{i=1}^{3} i ;; 6
algebra ;; \frac12 ;; 1/2
logarithms ;; \log a - \log b ;; log a/b
logarithms ;; \log(ab) ;; log a + log b
logarithms ;; \log x^2 ;; 2 log x
logarithms ;; \log\frac{1}{p} ;; -log p
logarithms ;; e^{\log x} ;; x
logarithms ;; \exp(a+b) ;; e^a e^b
logarithms ;; \log_2 x ;; ln(x)/ln(2)
calculus ;; \frac{d}{dx} x^3 ;; 3x^2
calculus ;; f'(x) = 2x ;; f'(x) = x + x
calculus ;; \int_0^1 x^2 dx ;; 1/3
calculus ;; \int_a^b f(x)\,dx ;; int_a^b f(t) dt
calculus ;; \int_0^1 2x \, dx ;; 1
calculus ;; \frac{d}{dx}[f(x)g(x)] ;; g(x) * d/dx f(x) + f(x) * d/dx g(x)
calculus ;; \frac{\partial L}{\partial w} = \frac{\partial L}{\partial y}\frac{\partial y}{\partial w} ;; dL/dw = dL/dy * dy/dw
calculus ;; \frac{d}{dx} \log x ;; 1/x
calculus ;; \frac{d}{dx} e^{2x} ;; 2 e^(2x)
calculus ;; \frac{d}{dx}\sin x ;; cos(x)
calculus ;; w \leftarrow w - \eta \nabla L ;; w <- w - eta * nabla L
probability ;; p(x,z) ;; p(z, x)
probability ;; p(x,z) ;; p(x|z) p(z)
probability ;; P(A \cap B) ;; P(A, B)
probability ;; P(A|B)P(B) ;; P(B|A) P(A)
probability ;; \mathrm{Var}(X) = E[X^2] - E[X]^2 ;; Var(X) = E(X^2) - (E(X))^2
probability ;; \operatorname{Var}(aX+b) ;; a^2 Var(X)
probability ;; \mathbb{E}[aX + b] ;; a E[X] + b
probability ;; \mathrm{Cov}(X,Y) ;; E[XY] - E[X]E[Y]
probability ;; \mathcal{N}(\mu, \sigma^2) ;; N(mu, sigma^2)
probability ;; \varepsilon \sim \mathcal{N}(0, I) ;; eps ~ N(0, I)
probability ;; p(x) = \int p(x|z)p(z)\,dz ;; p(x) = int p(z) p(x|z) dz
probability ;; p(x) = \sum_z p(x,z) ;; p(x) = sum_z p(x|z) p(z)
probability ;; -\sum_i p_i \log p_i ;; sum_i p_i log(1/p_i)
probability ;; H = -\sum_x p(x)\log p(x) ;; H = -sum_k p(k) log p(k)
probability ;; \frac{1}{\sqrt{2\pi\sigma^2}} e^{-\frac{(x-\mu)^2}{2\sigma^2}} ;; 1/(sigma sqrt(2 pi)) * exp(-(x-mu)^2/(2 sigma^2))
bayes ;; p(z|x) = \frac{p(x|z)p(z)}{p(x)} ;; p(z|x) = p(z) p(x|z) / p(x)
bayes ;; p(z|x) = \frac{p(x|z)p(z)}{p(x)} ;; p(x|z)p(z)/p(x)
bayes ;; P(A \mid B) = \frac{P(B \mid A)P(A)}{P(B)} ;; P(A|B) = P(B|A)*P(A)/P(B)
bayes ;; P(A \mid B) = \frac{P(A \cap B)}{P(B)} ;; P(A|B) = P(A and B)/P(B)
bayes ;; \frac{p(x|z)p(z)}{p(x)} ;; p(x,z)/p(x)
elbo ;; D_{\mathrm{KL}}(q_\phi(z|x) \,\|\, p(z)) ;; KL(q(z|x) || p(z))
elbo ;; \mathrm{KL}(q\|p) ;; KL(q||p)
elbo ;; \mathbb{E}_{q_\phi(z|x)}[\log p_\theta(x|z)] - D_{KL}(q_\phi(z|x)\|p(z)) ;; E_q[log p(x|z)] - KL(q||p)
elbo ;; \mathbb{E}_{q_\phi(z|x)}[\log p_\theta(x|z)] - D_{KL}(q_\phi(z|x)\|p(z)) ;; -KL(q(z|x) || p(z)) + E_{z~q(z|x)}[log p(x|z)]
elbo ;; \mathbb{E}_{q(z)}[\log p(x,z) - \log q(z)] ;; E_q(z)[log p(x,z)] - E_q(z)[log q(z)]
elbo ;; \mathbb{E}_{z \sim q(z|x)}[\log p(x|z)] ;; E_{t~q(t|x)}[log p(x|t)]
elbo ;; z = \mu + \sigma \odot \epsilon ;; z = mu + eps * sigma
elbo ;; \frac12\sum_j (\mu_j^2 + \sigma_j^2 - \log\sigma_j^2 - 1) ;; -1/2 sum_j (1 + log sigma_j^2 - mu_j^2 - sigma_j^2)
elbo ;; L = L_{\text{reconstruction}} + L_{\text{KL}} ;; L = L_KL + L_reconstruction
elbo ;; \mathbb{E}_{z}\Big[\log p_{\theta}(x^{(i)} \mid z)\Big] ;; E_z[log p(x|z)]
elbo ;; p(x) = \sum_{i=1}^K \pi_i N(x \mid \mu_i, \Sigma_i) ;; p(x) = sum_k pi_k N(x| mu_k, Sigma_k)
elbo ;; \log p_\theta(x) \ge \mathcal{L}(x) ;; L(x) <= log p_theta(x)
gan ;; \min_G \max_D \mathbb{E}_{x\sim p_{data}}[\log D(x)] + \mathbb{E}_{z}[\log(1-D(G(z)))] ;; min_G max_D E_x[log D(x)] + E_z[log(1 - D(G(z)))]
gan ;; -y\log D(\mathbf{x}) - (1-y)\log(1-D(\mathbf{x})) ;; -(y log D(x) + (1-y) log(1 - D(x)))
softmax ;; \frac{e^{x_i}}{\sum_{j=1}^K e^{x_j}} ;; exp(x_i) / sum_j exp(x_j)
softmax ;; \frac{e^{x_i}}{\sum_j e^{x_j}} ;; softmax(x)_i = e^{x_i}/sum_k e^{x_k}
softmax ;; \sigma(x) = \frac{1}{1+e^{-x}} ;; 1/(1+exp(-x))
softmax ;; \frac{1}{1+e^{-x}} ;; e^x/(1+e^x)
softmax ;; \sigma(x)(1-\sigma(x)) ;; sigma(x) - sigma(x)^2
softmax ;; \frac{\text{TP}}{\text{TP}+\text{FP}} ;; TP/(TP+FP)
softmax ;; \frac{2PR}{P+R} ;; 2/(1/P + 1/R)
matrices ;; (AB)^T = B^T A^T ;; (AB)^T = B^T A^T
matrices ;; (AB)^{-1} ;; B^{-1} A^{-1}
matrices ;; (A^T)^T ;; A
matrices ;; \|y - Xw\|^2 ;; (y-Xw)^T(y-Xw)
matrices ;; w = (X^T X)^{-1} X^T y ;; w = (X^T X)^-1 X^T y
matrices ;; \det(AB) ;; det(A) det(B)
matrices ;; \operatorname{tr}(AB) ;; tr(BA)
matrices ;; \mathbf{w}^\top \mathbf{x} + b ;; w^T x + b
matrices ;; A^T B + C ;; C + A^T B
matrices ;; \mathbf{A}(\mathbf{B}+\mathbf{C}) ;; AB + AC
learning ;; q_*(s,a) = \max_\pi q_\pi(s,a) ;; q_*(s,a) = max_pi q_pi(s,a)
learning ;; v_\pi(s) = \mathbb{E}_{a\sim\pi} q_\pi(s,a) ;; v_pi(s) = E_{a~pi}[q_pi(s,a)]
learning ;; \nabla_\theta \log \pi(a|s) ;; 1/pi(a|s) * nabla_theta pi(a|s)
learning ;; \frac{1}{n}\sum_{i=1}^n (y_i - \hat{y}_i)^2 ;; 1/n sum_{i=1}^n (ŷ_i - y_i)^2
learning ;; \lambda\sum_{i=1}^{n} \left | w_i \right | ;; lambda * sum_i |w_i|
learning ;; \frac{1}{2}\sum_{i=1}^{m-1}(x_{i+1}-x_i)\cdot(y_i+y_{i+1}) ;; 0.5 * sum_{i=1}^{m-1} (y_i + y_{i+1})(x_{i+1} - x_i)
learning ;; G = \sum_{t=0}^H \gamma^t R_{t+1} ;; G = sum_{k=0}^H gamma^k R_{k+1}
"""

UNEQUAL = r"""
algebra ;; (a+b)^2 ;; a^2 + b^2
algebra ;; (a+b)^2 ;; a^2 + 2ab - b^2
algebra ;; (a+b)(a-b) ;; a^2 + b^2
algebra ;; x^2 - 5x + 6 ;; x^2 + 5x + 6
algebra ;; x = \frac{-b \pm \sqrt{b^2-4ac}}{2a} ;; x = (-b ± sqrt(b^2 + 4ac))/(2a)
algebra ;; x = \frac{-b \pm \sqrt{b^2-4ac}}{2a} ;; x = (-b ± sqrt(b^2 - 4ac))/a
algebra ;; x^{a+b} ;; x^a + x^b
algebra ;; x^{ab} ;; x^(a+b)
algebra ;; \sqrt{x+y} ;; sqrt(x) + sqrt(y)
algebra ;; a^2 + b^2 = c^2 ;; a + b = c
algebra ;; a^2 + b^2 = c^2 ;; a^2 - b^2 = c^2
algebra ;; y = mx + b ;; y = mx - b
algebra ;; y = mx + b ;; y = bx + m
algebra ;; E = mc^2 ;; E = mc
algebra ;; E = mc^2 ;; E = mc^3
algebra ;; F = ma ;; F = m/a
algebra ;; PV = nRT ;; PV = nR/T
algebra ;; a \le b ;; a >= b
algebra ;; a \le b ;; a < b
algebra ;; \binom{n}{k} ;; n!/(n-k)!
algebra ;; \frac{n(n+1)}{2} ;; n(n-1)/2
algebra ;; \frac{a}{b+c} ;; a/b + c
algebra ;; \frac{1}{x} ;; x
algebra ;; |x| ;; x + |x|
algebra ;; \sum_{i=1}^{n} i ;; sum_{i=1}^n i^2
algebra ;; \sum_{i=1}^{3} i ;; 7
logarithms ;; \log a - \log b ;; log a + log b
logarithms ;; \log(ab) ;; log a * log b
logarithms ;; \log(a+b) ;; log a + log b
logarithms ;; \log\frac{a}{b} ;; log(b/a)
logarithms ;; \log x^2 ;; log(x)^2
logarithms ;; \exp(a+b) ;; e^a + e^b
logarithms ;; \log_2 x ;; log x
calculus ;; \frac{d}{dx} x^3 ;; 3x^3
calculus ;; \frac{d}{dx} x^3 ;; x^2
calculus ;; \int_0^1 x^2 dx ;; 1/2
calculus ;; \int_a^b f(x)\,dx ;; int_b^a f(x) dx
calculus ;; \frac{d}{dx}[f(x)g(x)] ;; d/dx f(x) * d/dx g(x)
calculus ;; \frac{\partial L}{\partial w} ;; dw/dL
calculus ;; \frac{\partial L}{\partial w} = \frac{\partial L}{\partial y}\frac{\partial y}{\partial w} ;; dL/dw = dL/dy + dy/dw
calculus ;; \frac{d}{dx} \log x ;; log x
calculus ;; \frac{d}{dx}\cos x ;; sin(x)
calculus ;; w \leftarrow w - \eta \nabla L ;; w <- w + eta * nabla L
probability ;; p(x|z) ;; p(z|x)
probability ;; p(x,z) ;; p(x) p(z)
probability ;; P(A \cap B) ;; P(A|B)
probability ;; \mathrm{Var}(X) = E[X^2] - E[X]^2 ;; Var(X) = E[X]^2 - E[X^2]
probability ;; \mathrm{Var}(X) = E[X^2] - E[X]^2 ;; Var(X) = E[X^2] + E[X]^2
probability ;; \operatorname{Var}(aX+b) ;; a Var(X)
probability ;; \mathbb{E}[aX + b] ;; a E[X]
probability ;; \mathrm{Cov}(X,Y) ;; E[XY] + E[X]E[Y]
probability ;; \mathcal{N}(\mu, \sigma^2) ;; N(mu, sigma)
probability ;; \mathcal{N}(\mu, \sigma^2) ;; N(sigma^2, mu)
probability ;; \varepsilon \sim \mathcal{N}(0, I) ;; eps ~ N(1, I)
probability ;; p(x) = \int p(x|z)p(z)\,dz ;; p(x) = int p(z|x) p(z) dz
probability ;; p(x) = \sum_z p(x,z) ;; p(x) = sum_x p(x,z)
probability ;; -\sum_i p_i \log p_i ;; sum_i p_i log p_i
probability ;; H = -\sum_x p(x)\log p(x) ;; H = -sum_x log p(x)
probability ;; \frac{1}{\sqrt{2\pi\sigma^2}} e^{-\frac{(x-\mu)^2}{2\sigma^2}} ;; 1/sqrt(2 pi sigma^2) * exp((x-mu)^2/(2 sigma^2))
probability ;; \frac{1}{\sqrt{2\pi\sigma^2}} e^{-\frac{(x-\mu)^2}{2\sigma^2}} ;; 1/sqrt(2 pi sigma^2) * exp(-(x-mu)/(2 sigma^2))
bayes ;; p(z|x) = \frac{p(x|z)p(z)}{p(x)} ;; p(z|x) = p(x|z) p(x) / p(z)
bayes ;; p(z|x) = \frac{p(x|z)p(z)}{p(x)} ;; p(z|x) = p(x|z) p(z)
bayes ;; P(A \mid B) = \frac{P(B \mid A)P(A)}{P(B)} ;; P(A|B) = P(B|A) P(B)/P(A)
bayes ;; P(A \mid B) = \frac{P(A \cap B)}{P(B)} ;; P(A|B) = P(A and B)/P(A)
elbo ;; D_{\mathrm{KL}}(q_\phi(z|x) \,\|\, p(z)) ;; KL(p(z) || q(z|x))
elbo ;; \mathrm{KL}(q\|p) ;; KL(p||q)
elbo ;; \mathrm{KL}(q\|p) \ge 0 ;; KL(q||p) <= 0
elbo ;; \mathbb{E}_{q_\phi(z|x)}[\log p_\theta(x|z)] - D_{KL}(q_\phi(z|x)\|p(z)) ;; E_q[log p(x|z)] + KL(q||p)
elbo ;; \mathbb{E}_{q_\phi(z|x)}[\log p_\theta(x|z)] - D_{KL}(q_\phi(z|x)\|p(z)) ;; E_q[log p(x|z)] - KL(p||q)
elbo ;; \mathbb{E}_{q_\phi(z|x)}[\log p_\theta(x|z)] - D_{KL}(q_\phi(z|x)\|p(z)) ;; E_q[log p(z|x)] - KL(q||p)
elbo ;; \mathbb{E}_{q_\phi(z|x)}[\log p_\theta(x|z)] - D_{KL}(q_\phi(z|x)\|p(z)) ;; E_q[log p(x|z)]
elbo ;; \mathbb{E}_{q_\phi(z|x)}[\log p_\theta(x|z)] - D_{KL}(q_\phi(z|x)\|p(z)) ;; E_{p(z)}[log p(x|z)] - KL(q||p)
elbo ;; z = \mu + \sigma \odot \epsilon ;; z = sigma + mu * eps
elbo ;; z = \mu + \sigma \odot \epsilon ;; z = mu + sigma^2 * eps
elbo ;; \frac12\sum_j (\mu_j^2 + \sigma_j^2 - \log\sigma_j^2 - 1) ;; 1/2 sum_j (mu_j^2 + sigma_j^2 + log sigma_j^2 - 1)
elbo ;; L = L_{\text{reconstruction}} + L_{\text{KL}} ;; L = L_reconstruction - L_KL
elbo ;; p(x) = \sum_{i=1}^K \pi_i N(x \mid \mu_i, \Sigma_i) ;; p(x) = sum_i pi_i N(x| Sigma_i, mu_i)
elbo ;; p(x) = \sum_{i=1}^K \pi_i N(x \mid \mu_i, \Sigma_i) ;; p(x) = sum_i N(x| mu_i, Sigma_i)
elbo ;; \log p_\theta(x) \ge \mathcal{L}(x) ;; L(x) >= log p_theta(x)
gan ;; \min_G \max_D V(D,G) ;; max_G min_D V(D,G)
gan ;; \mathbb{E}_{z}[\log(1-D(G(z)))] ;; E_z[log D(G(z))]
gan ;; -y\log D(\mathbf{x}) - (1-y)\log(1-D(\mathbf{x})) ;; -y log D(x) + (1-y) log(1-D(x))
softmax ;; \frac{e^{x_i}}{\sum_{j=1}^K e^{x_j}} ;; exp(x_i) / sum_j exp(x_i)
softmax ;; \frac{e^{x_i}}{\sum_{j=1}^K e^{x_j}} ;; x_i / sum_j x_j
softmax ;; \frac{e^{x_i}}{\sum_{j=1}^K e^{x_j}} ;; exp(x_j) / sum_j exp(x_j)
softmax ;; \frac{1}{1+e^{-x}} ;; 1/(1+e^x)
softmax ;; \frac{1}{1+e^{-x}} ;; 1/(1-e^-x)
softmax ;; \sigma(x)(1-\sigma(x)) ;; sigma(x)(1+sigma(x))
softmax ;; \frac{\text{TP}}{\text{TP}+\text{FP}} ;; TP/(TP+FN)
softmax ;; \frac{2PR}{P+R} ;; PR/(P+R)
matrices ;; (AB)^T = B^T A^T ;; (AB)^T = A^T B^T
matrices ;; (AB)^{-1} ;; A^{-1} B^{-1}
matrices ;; \|y - Xw\|^2 ;; ||y - Xw||
matrices ;; w = (X^T X)^{-1} X^T y ;; w = (X X^T)^-1 X^T y
matrices ;; w = (X^T X)^{-1} X^T y ;; w = (X^T X)^-1 y
matrices ;; \det(AB) ;; det(A) + det(B)
matrices ;; A^T B ;; B^T A
matrices ;; x_{ij} ;; x_{ji}
learning ;; q_*(s,a) = \max_\pi q_\pi(s,a) ;; q_*(s,a) = min_pi q_pi(s,a)
learning ;; \frac{1}{n}\sum_{i=1}^n (y_i - \hat{y}_i)^2 ;; 1/n sum_{i=1}^n (y_i + ŷ_i)^2
learning ;; \frac{1}{n}\sum_{i=1}^n (y_i - \hat{y}_i)^2 ;; 1/n sum_{i=1}^n |y_i - ŷ_i|
learning ;; \frac{1}{n}\sum_{i=1}^n (y_i - \hat{y}_i)^2 ;; sum_{i=1}^n (y_i - ŷ_i)^2
learning ;; G = \sum_{t=0}^H \gamma^t R_{t+1} ;; G = sum_{t=0}^H gamma^t R_t
learning ;; \nabla_\theta \log \pi(a|s) ;; nabla_theta pi(a|s)
"""


def pairs(rows: str) -> list[tuple[str, str]]:
    """The reference and the answer of each line."""
    found = (row.split(" ;; ") for row in rows.split("\n") if row)
    return [(one, other) for _, one, other in found]
