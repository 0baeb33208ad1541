# law P6 of Descent, torch 2.13.0+cpu: saved after step 1, coordinate 0: expected 0.03623638978097956, found 0.036236388773306406
import torch
from pytorch_optimizer import QHAdam as Rule
for resumes in (False, True):
    p = [torch.nn.Parameter(torch.tensor(v, dtype=torch.float64).view(s)) for v, s in zip([[0.0]], [(1,)])]
    o = Rule(p, lr=0.001, betas=(0.9, 0.999), nus=(1.0, 1.0), weight_decay=0.0, weight_decouple=False, fixed_decay=False, eps=1e-08, maximize=False)
    for lr, g in [(1.0, [[0.0]]), (1.0, [[-0.08421590826455527]])]:
        if resumes: state = o.state_dict(); o = Rule(p, lr=0.001, betas=(0.9, 0.999), nus=(1.0, 1.0), weight_decay=0.0, weight_decouple=False, fixed_decay=False, eps=1e-08, maximize=False); o.load_state_dict(state)
        for q, v in zip(p, g): q.grad = torch.tensor(v, dtype=q.dtype).view(q.shape)
        for group in o.param_groups: group['lr'] = lr
        o.step()
    print('resumed' if resumes else 'at once', [q.tolist() for q in p])
