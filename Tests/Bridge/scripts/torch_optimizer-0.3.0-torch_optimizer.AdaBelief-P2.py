# law P2 of Descent, torch_optimizer 0.3.0, torch 2.13.0+cpu: the gradients after their steps, coordinate 0: expected 1.0, found 1.02
import torch
from torch_optimizer import AdaBelief as Rule
p = [torch.nn.Parameter(torch.tensor(v, dtype=torch.float64).view(s)) for v, s in zip([[2.0]], [(1,)])]
o = Rule(p, lr=0.1, betas=(0.75, 0.75), eps=0.001, weight_decay=0.01, amsgrad=True, weight_decouple=False, fixed_decay=False, rectify=False)
for lr, g in [(1.0, [[1.0]])]:
    for q, v in zip(p, g): q.grad = torch.tensor(v, dtype=q.dtype).view(q.shape)
    for group in o.param_groups: group['lr'] = lr
    o.step()
    print([q.grad.tolist() for q in p])  # was [[1.0]]
