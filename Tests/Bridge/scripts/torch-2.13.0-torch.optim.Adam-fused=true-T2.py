# law T2 of Descent, torch 2.13.0+cpu: tensors [2, 2] are not as one of 4, step 2, coordinate 0: expected -0.5000113714380591, found -0.5000113714380592
import torch
from torch.optim import Adam as Rule
p = [torch.nn.Parameter(torch.tensor(v, dtype=torch.float64).view(s)) for v, s in zip([[0.0, 0.0], [0.0, -5.578386642262941e-08]], [(2,), (2,)])]
o = Rule(p, lr=0.01, betas=(0.9, 0.75), eps=1e-08, weight_decay=0.5, amsgrad=False, maximize=False, fused=True, decoupled_weight_decay=False)
for lr, g in [(0.25, [[1.0, 1.0], [1.0, 1.0]]), (0.25, [[0.8192602162469038, 0.885668251687566], [-0.2509506629143678, -1.1712509015907182]])]:
    for q, v in zip(p, g): q.grad = torch.tensor(v, dtype=q.dtype).view(q.shape)
    for group in o.param_groups: group['lr'] = lr
    o.step()
    print([q.tolist() for q in p])
