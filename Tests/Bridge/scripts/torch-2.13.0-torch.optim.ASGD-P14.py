# law P14 of Descent, torch 2.13.0+cpu: at rate 0 from step 2 on, under other gradients from there, step 2, coordinate 0: expected -0.6953408006691857, found 0.3906816013383714
import torch
from torch.optim import ASGD as Rule
for others in (False, True):
    p = [torch.nn.Parameter(torch.tensor(v, dtype=torch.float64).view(s)) for v, s in zip([[0.0]], [(1,)])]
    o = Rule(p, lr=0.01, lambd=0.0, alpha=0.75, weight_decay=0.0, maximize=False)
    for lr, g in [(1.0, [[0.0]]), (0.0, [[0.6953408006691857]]), (0.0, [[-0.06895148970478565]])]:
        if others and lr == 0: g = [[1 - 2 * x for x in v] for v in g]
        for q, v in zip(p, g): q.grad = torch.tensor(v, dtype=q.dtype).view(q.shape)
        for group in o.param_groups: group['lr'] = lr
        o.step()
        print(others, lr, [q.tolist() for q in p])
