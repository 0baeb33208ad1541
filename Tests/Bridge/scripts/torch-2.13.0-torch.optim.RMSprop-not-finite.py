# law P16 of Descent, torch 2.13.0+cpu: coordinate 0 is nan after 1 gradients of -1.6717570017356889
import torch
from torch.optim import RMSprop as Rule
p = [torch.nn.Parameter(torch.tensor(v, dtype=torch.float64).view(s)) for v, s in zip([[0.0]], [(1,)])]
o = Rule(p, lr=0.5, alpha=0.0, eps=1e-08, weight_decay=0.0, momentum=0.0, centered=True, maximize=True)
start = [q.detach().clone() for q in p]
for step in range(1, 5001):
    for q, s, v in zip(p, start, [[-1.6717570017356889]]):
        q.data.copy_(s); q.grad = torch.tensor(v, dtype=q.dtype).view(q.shape)
    o.step()
    if not all(torch.isfinite(q).all() for q in p): break
print(step, [q.tolist() for q in p])  # the first step that is not finite, or 5000
