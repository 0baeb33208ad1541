# law P16 of Descent, torch 2.13.0+cpu: coordinate 0 is nan after 2 gradients of 2.0
import torch
from pytorch_optimizer import QHAdam as Rule
p = [torch.nn.Parameter(torch.tensor(v, dtype=torch.float64).view(s)) for v, s in zip([[0.0]], [(1,)])]
o = Rule(p, lr=0.001, betas=(0.9, 0.999), nus=(1.0, 1.0), weight_decay=0.0, weight_decouple=False, fixed_decay=False, eps=1e-08, maximize=False)
start = [q.detach().clone() for q in p]
for step in range(1, 5001):
    for q, s, v in zip(p, start, [[2.0]]):
        q.data.copy_(s); q.grad = torch.tensor(v, dtype=q.dtype).view(q.shape)
    o.step()
    if not all(torch.isfinite(q).all() for q in p): break
print(step, [q.tolist() for q in p])  # the first step that is not finite, or 5000
