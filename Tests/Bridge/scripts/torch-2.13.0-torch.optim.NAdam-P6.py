# law P6 of Descent, torch 2.13.0+cpu: saved after step 1, coordinate 0: expected -1.0449804681811945, found -1.0449804685298636
import torch
from torch.optim import NAdam as Rule
for resumes in (False, True):
    p = [torch.nn.Parameter(torch.tensor(v, dtype=torch.float64).view(s)) for v, s in zip([[0.0]], [(1,)])]
    o = Rule(p, lr=0.002, betas=(0.9, 0.999), eps=1e-08, weight_decay=0.0, momentum_decay=0.004, decoupled_weight_decay=False, maximize=False)
    for lr, g in [(1.0, [[0.0]]), (1.0, [[1801790358551.2722]])]:
        if resumes: state = o.state_dict(); o = Rule(p, lr=0.002, betas=(0.9, 0.999), eps=1e-08, weight_decay=0.0, momentum_decay=0.004, decoupled_weight_decay=False, maximize=False); o.load_state_dict(state)
        for q, v in zip(p, g): q.grad = torch.tensor(v, dtype=q.dtype).view(q.shape)
        for group in o.param_groups: group['lr'] = lr
        o.step()
    print('resumed' if resumes else 'at once', [q.tolist() for q in p])
