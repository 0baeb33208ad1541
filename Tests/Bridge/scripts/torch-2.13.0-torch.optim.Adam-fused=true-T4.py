# law T4 of Descent, torch 2.13.0+cpu: after a permutation, step 3, coordinate 7: expected -0.5190258622169495, found -0.5190258026123047
import torch
from torch.optim import Adam as Rule
p = [torch.nn.Parameter(torch.tensor(v, dtype=torch.float32).view(s)) for v, s in zip([[0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]], [(9,)])]
o = Rule(p, lr=0.1, betas=(0.75, 0.75), eps=0.001, weight_decay=0.01, amsgrad=True, maximize=False, fused=True, decoupled_weight_decay=False)
for lr, g in [(1.0, [[0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.7628476619720459]]), (1.0, [[0.0, 0.0, 0.0, 0.0, 0.0, -2.1864044666290283, 0.2053479254245758, -1.4349936246871948, -0.8285441994667053]]), (1.0, [[-1.0900577306747437, -2.381047010421753, 0.7842024564743042, -2.2590301036834717, -0.6150825619697571, 1.7971036434173584, -0.7999036908149719, -0.46032416820526123, -0.2655911445617676]])]:
    for q, v in zip(p, g): q.grad = torch.tensor(v, dtype=q.dtype).view(q.shape)
    for group in o.param_groups: group['lr'] = lr
    o.step()
    print([q.tolist() for q in p])
