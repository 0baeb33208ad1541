"""What tests need of problems.json, compactly: writes problem_table.json. Numbers are copied, nothing is computed.

    python3 make_problem_table.py [problems.json] [problem_table.json]
"""
import json
import sys

SOURCE = "problems.json"
FIELDS = ["id", "name", "dim", "x0", "x0_note", "f0", "g0", "g0_norm", "g0_bias", "g0_class0_pixels_2_to_5", "hess0_eigs", "fstar",
          "typical_result_from_x0", "bstar", "wstar_class0", "wstar_norm2", "hess_eig_min", "accuracy"]
ONLY_WITHOUT_G0 = {"g0_norm", "hess_eig_min", "x0_note", "accuracy"}      # the two problems whose gradients are not tabulated
POINT = ["type", "x", "f", "hess_eigs", "inertia", "double_floor"]


def dump(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def main():
    source = sys.argv[1] if len(sys.argv) > 1 else SOURCE
    target = sys.argv[2] if len(sys.argv) > 2 else "problem_table.json"
    with open(source) as f:
        table = json.load(f)
    blocks = []
    for p in table["problems"]:
        keep = {k: p[k] for k in FIELDS if k in p and (k not in ONLY_WITHOUT_G0 or "g0" not in p)}
        points = [dump({k: s[k] for k in POINT if k in s}) for s in p.get("stationary_points", [])]
        head = dump(keep)[:-1]
        blocks.append(head + ',"stationary_points":[' + (",\n  ".join(["\n  " + points[0]] + points[1:]) if points else "") + "]}")
    head = {"title": "What tests need of problems.json", "made by": "make_problem_table.py: copied, nothing computed",
            "generated": table["meta"]["generated"], "double_floor": table["meta"]["fields"]["double_floor"],
            "x0": "for the two problems of 650 parameters one number that stands for all", "inertia": "numbers of positive, negative and zero eigenvalues"}
    text = '{"header":' + json.dumps(head, ensure_ascii=False, indent=1) + ',\n"problems":[\n' + ",\n".join(blocks) + "\n]}\n"
    back = json.loads(text)["problems"]
    for p, q in zip(table["problems"], back):
        assert all(p[k] == v for k, v in q.items() if k != "stationary_points")
        assert [{k: s[k] for k in POINT if k in s} for s in p.get("stationary_points", [])] == q["stationary_points"]
    assert len(back) == len(table["problems"])
    with open(target, "w") as f:
        f.write(text)
    print(f"{target}: {len(back)} problems, {sum(len(q['stationary_points']) for q in back)} stationary points, {len(text.encode())} bytes")


if __name__ == "__main__":
    main()
