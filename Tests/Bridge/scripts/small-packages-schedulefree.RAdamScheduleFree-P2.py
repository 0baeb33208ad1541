# law P2 of Descent, torch 2.13.0+cpu: the gradients after their steps, coordinate 0: expected 1.0, found 1.0062804037332536
import torch
from schedulefree import RAdamScheduleFree as Rule
p = [torch.nn.Parameter(torch.tensor(v, dtype=torch.float64).view(s)) for v, s in zip([[0.6280403733253479]], [(1,)])]
o = Rule(p, lr=0.1, betas=(0.75, 0.75), eps=0.001, weight_decay=0.01, r=0.25, weight_lr_power=2.0, silent_sgd_phase=True); o.train()
for lr, g in [(1.0, [[1.0]])]:
    for q, v in zip(p, g): q.grad = torch.tensor(v, dtype=q.dtype).view(q.shape)
    for group in o.param_groups: group['lr'] = lr
    o.step()
    print([q.grad.tolist() for q in p])  # was [[1.0]]
