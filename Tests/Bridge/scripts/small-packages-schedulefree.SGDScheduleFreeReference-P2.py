# law P2 of Descent, torch 2.13.0+cpu: the gradients after their steps, step 2, coordinate 0: expected 0.0, found -0.25
import torch
from schedulefree import SGDScheduleFreeReference as Rule
p = [torch.nn.Parameter(torch.tensor(v, dtype=torch.float64).view(s)) for v, s in zip([[0.0]], [(1,)])]
o = Rule(p, lr=0.1, momentum=0.5, weight_decay=0.5, warmup_steps=2, r=0.01, weight_lr_power=0.01); o.train()
for lr, g in [(1.0, [[1.0]]), (1.0, [[0.0]])]:
    for q, v in zip(p, g): q.grad = torch.tensor(v, dtype=q.dtype).view(q.shape)
    for group in o.param_groups: group['lr'] = lr
    o.step()
    print([q.grad.tolist() for q in p])  # was [[1.0]]
