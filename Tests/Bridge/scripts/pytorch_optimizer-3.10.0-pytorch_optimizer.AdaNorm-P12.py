# law P12 of Descent, torch 2.13.0+cpu: r changes nothing, whatever the other options: 0.95, 0.475, 1.9, 1
import torch
from pytorch_optimizer import AdaNorm as Rule
for value in [0.95, 0.475, 1.9, 1]:
    p = [torch.nn.Parameter(torch.tensor(v, dtype=torch.float64).view(s)) for v, s in zip([[0.0, 0.0, 0.0, 0.0]], [(4,)])]
    o = Rule(p, lr=0.5, betas=(0.99, 0.0), r=value, weight_decay=0.0, weight_decouple=True, fixed_decay=True, ams_bound=True, eps=0.5, maximize=False)
    for lr, g in [(0.25, [[-1.4828522285269372, -1.5597145333626394, -0.44202681887854534, -1.2796056804305]]), (0.25, [[0.045780941265941115, 0.1180159164260434, -1.4331552015161406, -1.5846267899090813]]), (0.5, [[-2.63689236309949, -0.17705618590175162, -1.3662268906328054, -0.37164530038359656]]), (0.5, [[0.5565867858077588, 0.8294790272287769, 0.9335084101093152, -0.8824634691067627]]), (0.5, [[1.5575513512448664, -0.3650479337463025, 1.1325759317075366, -0.12617758449399838]]), (0.25, [[-0.5780068743112539, -1.4399763423478298, 0.6235208332267556, -1.7667947615158597]])]:
        for q, v in zip(p, g): q.grad = torch.tensor(v, dtype=q.dtype).view(q.shape)
        for group in o.param_groups: group['lr'] = lr
        o.step()
    print(value, [q.tolist() for q in p])
