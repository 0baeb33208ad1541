# law P9 of Descent, torch 2.13.0+cpu: threw MemoryWritten: memory beside the strided parameter 't0' was written: place 2 is 12344.0
import torch
from torch.optim import Adam as Rule
memory = [torch.full((2 * n + 1,), 12345.0, dtype=torch.float64) for n in [2]]
p = [torch.nn.Parameter(m[1::2]) for m in memory]
for q, v in zip(p, [[0.0, 0.0]]): q.data.copy_(torch.tensor(v, dtype=q.dtype))
grads = [torch.full((3 * n + 1,), 12345.0, dtype=torch.float64) for n in [2]]
o = Rule(p, lr=0.001, betas=(0.9, 0.999), eps=1e-08, weight_decay=0.0, amsgrad=False, maximize=False, fused=True, decoupled_weight_decay=False)
for lr, g in [(1.0, [[1.0, 1.0]])]:
    for q, m, v in zip(p, grads, g): m[1::3] = torch.tensor(v, dtype=q.dtype); q.grad = m[1::3]
    for group in o.param_groups: group['lr'] = lr
    o.step()
    print([m.tolist() for m in memory])  # every other number is to stay 12345
