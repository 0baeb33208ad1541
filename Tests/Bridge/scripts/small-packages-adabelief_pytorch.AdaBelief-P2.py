# law P2 of Descent, adabelief_pytorch 0.2.1, torch 2.13.0+cpu: the gradients after their steps, coordinate 0: expected 1.0, found 1.229641319302493
import torch
from adabelief_pytorch import AdaBelief as Rule
p = [torch.nn.Parameter(torch.tensor(v, dtype=torch.float64).view(s)) for v, s in zip([[0.4592826386049862]], [(1,)])]
o = Rule(p, lr=0.01, betas=(0.99, 0.5), eps=1e-08, weight_decay=0.5, amsgrad=True, weight_decouple=False, fixed_decay=True, rectify=False, degenerated_to_sgd=False)
for lr, g in [(1.0, [[1.0]])]:
    for q, v in zip(p, g): q.grad = torch.tensor(v, dtype=q.dtype).view(q.shape)
    for group in o.param_groups: group['lr'] = lr
    o.step()
    print([q.grad.tolist() for q in p])  # was [[1.0]]
