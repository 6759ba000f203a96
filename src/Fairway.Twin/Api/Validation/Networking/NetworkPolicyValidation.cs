namespace Fairway.Twin.Api.Validation.Networking;

/// <summary>Network policies.</summary>
internal static class NetworkPolicyValidation
{
    public static void Check(Field policy) => Check(policy, []);

    /// <summary>Ranges that were there before stay, even where a new one would be refused.</summary>
    public static void Check(Field policy, Field before)
    {
        var blocks = from side in (string[])["ingress", "egress"]
                     from rule in before["spec"][side].Items()
                     from peer in rule[Peers(side)].Items()
                     select peer["ipBlock"];
        Check(policy, [.. blocks.SelectMany(b => b["except"].Items().Select(e => e.Text).Append(b.TextOf("cidr")))]);
    }

    private static void Check(Field policy, string[] known)
    {
        var spec = policy["spec"];
        SelectorValidation.Check(spec["podSelector"]);
        foreach (var side in (string[])["ingress", "egress"])
        {
            foreach (var rule in spec[side].Items())
            {
                foreach (var port in rule["ports"].Items())
                {
                    CheckPort(port);
                }

                foreach (var peer in rule[Peers(side)].Items())
                {
                    CheckPeer(peer, known);
                }
            }
        }

        CheckTypes(spec["policyTypes"]);
    }

    private static string Peers(string side) => side == "ingress" ? "from" : "to";

    private static void CheckTypes(Field types)
    {
        if (types.Count > 2)
        {
            types.Invalid("may not specify more than two policyTypes");
            return;
        }

        foreach (var type in types.Items().Where(t => t.Text is not ("Ingress" or "Egress")))
        {
            type.Unsupported(type.Text, "Ingress", "Egress");
        }
    }

    private static void CheckPort(Field entry)
    {
        if (entry.Has("protocol") && entry.TextOf("protocol") is not ("TCP" or "UDP" or "SCTP"))
        {
            entry["protocol"].Unsupported(entry.TextOf("protocol"), "TCP", "UDP", "SCTP");
        }

        var (port, end) = (entry["port"], entry["endPort"]);
        if (!port.IsSet)
        {
            if (end.IsSet)
            {
                end.Invalid("may not be specified when `port` is not specified");
            }
        }
        else if (port.Number is { } first)
        {
            PortValidation.Number(port);
            if (end.Number is { } last)
            {
                if (last < first)
                {
                    end.Invalid("must be greater than or equal to `port`");
                }

                PortValidation.Number(end);
            }
        }
        else
        {
            if (end.IsSet)
            {
                end.Invalid("may not be specified when `port` is non-numeric");
            }

            NameChecks.PortName(port, port.Text);
        }
    }

    private static void CheckPeer(Field peer, string[] known)
    {
        SelectorValidation.Check(peer["podSelector"]);
        SelectorValidation.Check(peer["namespaceSelector"]);
        if (peer.Has("ipBlock"))
        {
            CheckBlock(peer["ipBlock"], known);
        }

        var selects = peer.Has("podSelector") || peer.Has("namespaceSelector");
        if (!selects && !peer.Has("ipBlock"))
        {
            peer.Required("must specify a peer");
        }
        else if (selects && peer.Has("ipBlock"))
        {
            peer.Forbidden("may not specify both ipBlock and another peer");
        }
    }

    private static void CheckBlock(Field block, string[] known)
    {
        var range = block["cidr"];
        if (range.Text.Length == 0)
        {
            range.Required();
            return;
        }

        CheckRange(range, known);
        foreach (var except in block["except"].Items())
        {
            CheckRange(except, known);
            if (AddressChecks.Range(range.Text) is null && AddressChecks.Range(except.Text) is null
                && !AddressChecks.IsStrictSubset(except.Text, range.Text))
            {
                except.Invalid("must be a strict subset of `cidr`");
            }
        }
    }

    private static void CheckRange(Field range, string[] known)
    {
        if (!known.Contains(range.Text))
        {
            range.Check(AddressChecks.Range(range.Text));
        }
    }
}
