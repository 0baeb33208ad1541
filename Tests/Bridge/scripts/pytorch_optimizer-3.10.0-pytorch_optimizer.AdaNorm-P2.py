# law P2 of Descent, torch 2.13.0+cpu: the gradients after their steps, coordinate 0: expected 0.0, found -0.04
import torch
from pytorch_optimizer import AdaNorm as Rule
p = [torch.nn.Parameter(torch.tensor(v, dtype=torch.float64).view(s)) for v, s in zip([[-4.0]], [(1,)])]
o = Rule(p, lr=0.1, betas=(0.75, 0.75), r=1.0, weight_decay=0.01, weight_decouple=False, fixed_decay=False, ams_bound=False, eps=1e-08, maximize=False)
for lr, g in [(1.0, [[0.0]])]:
    for q, v in zip(p, g): q.grad = torch.tensor(v, dtype=q.dtype).view(q.shape)
    for group in o.param_groups: group['lr'] = lr
    o.step()
    print([q.grad.tolist() for q in p])  # was [[0.0]]
