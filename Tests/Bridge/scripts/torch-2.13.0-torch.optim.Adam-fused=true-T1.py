# law T1 of Descent, torch 2.13.0+cpu: coordinate 3 of 4 is not as it is alone, step 2, coordinate 0: expected -0.13999721115280522, found -0.1399972111528052
import torch
from torch.optim import Adam as Rule
p = [torch.nn.Parameter(torch.tensor(v, dtype=torch.float64).view(s)) for v, s in zip([[0.0, 0.0, 0.0, 0.0]], [(4,)])]
o = Rule(p, lr=0.1, betas=(0.75, 0.75), eps=0.001, weight_decay=0.01, amsgrad=True, maximize=False, fused=True, decoupled_weight_decay=False)
for lr, g in [(0.25, [[0.0, 0.0, 0.0, 9.234346705546556e-05]]), (0.25, [[0.0, 0.0, 0.0, 0.002269792541456093]])]:
    for q, v in zip(p, g): q.grad = torch.tensor(v, dtype=q.dtype).view(q.shape)
    for group in o.param_groups: group['lr'] = lr
    o.step()
    print([q.tolist() for q in p])
