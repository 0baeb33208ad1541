# law P2 of Descent, torch 2.13.0+cpu: the gradients after their steps, coordinate 0: expected 1.0, found -1.0
import torch
from pytorch_optimizer import QHAdam as Rule
p = [torch.nn.Parameter(torch.tensor(v, dtype=torch.float64).view(s)) for v, s in zip([[0.0]], [(1,)])]
o = Rule(p, lr=1.0, betas=(0.9, 0.999), nus=(0.5, 0.5), weight_decay=0.0, weight_decouple=True, fixed_decay=True, eps=1e-08, maximize=True)
for lr, g in [(1.0, [[1.0]])]:
    for q, v in zip(p, g): q.grad = torch.tensor(v, dtype=q.dtype).view(q.shape)
    for group in o.param_groups: group['lr'] = lr
    o.step()
    print([q.grad.tolist() for q in p])  # was [[1.0]]
