using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Validation;

/// <summary>Services: their ports, types and addresses.</summary>
internal static class ServiceValidation
{
    private const string Headless = "None";

    /// <summary>Checks the specification.</summary>
    public static void Check(Field spec)
    {
        var (type, ports) = (spec.TextOf("type"), spec["ports"]);
        var isHeadless = spec.TextOf("clusterIP") == Headless;
        if (ports.Count == 0 && !isHeadless && type != "ExternalName")
        {
            ports.Required();
        }

        CheckTypeNeeds(spec, type, isHeadless);
        CheckPorts(ports);
        NameChecks.Labels(spec["selector"]);
        spec["sessionAffinity"].OneOf("ClientIP", Headless);
        foreach (var address in spec["externalIPs"].Items())
        {
            CheckAddress(address);
        }

        spec["type"].OneOf("ClusterIP", "ExternalName", "LoadBalancer", "NodePort");
        CheckNodePorts(ports, type);
        CheckUnique(ports);
        CheckPolicy(spec["internalTrafficPolicy"]);
        CheckPolicy(spec["externalTrafficPolicy"]);
    }

    /// <summary>The address that clients know stays.</summary>
    public static void KeepAddress(Field spec, JsonNode? before)
    {
        var then = ObjectMeta.Text(before as JsonObject ?? [], "clusterIP");
        if (then.Length > 0 && spec.TextOf("type") != "ExternalName" && spec.TextOf("clusterIP") != then)
        {
            spec["clusterIPs"][0].Invalid(new JsonArray(spec.TextOf("clusterIP")), "may not change once set");
        }
    }

    private static void CheckTypeNeeds(Field spec, string type, bool isHeadless)
    {
        if (type is "LoadBalancer" or "NodePort" && isHeadless)
        {
            spec["clusterIPs"][0].Invalid(Headless, $"may not be set to 'None' for {type} services");
        }

        if (type == "ExternalName")
        {
            if (spec.TextOf("clusterIP").Length > 0)
            {
                spec["clusterIPs"].Forbidden("may not be set for ExternalName services");
            }

            // A name may end with the dot of a full name.
            var name = spec.TextOf("externalName");
            if (name.Length == 0)
            {
                spec["externalName"].Required();
            }
            else
            {
                spec["externalName"].Check(NameRules.Subdomain(name.EndsWith('.') ? name[..^1] : name));
            }
        }
    }

    private static void CheckPorts(Field ports)
    {
        var names = new NameSet();
        foreach (var port in ports.Items())
        {
            var name = port["name"];
            if (name.Text.Length > 0 || ports.Count > 1)
            {
                NameChecks.RequiredLabel(name);
                if (name.Text.Length > 0 && !names.Add(name.Text))
                {
                    name.Duplicate(name.Text);
                }
            }

            PortValidation.Number(port["port"]);
            PortValidation.Protocol(port["protocol"]);
            if (port["targetPort"] is { Number: not 0, IsSet: true } target)
            {
                PortValidation.NumberOrName(target);
            }

            if (port.TextOf("appProtocol") is { Length: > 0 } protocol)
            {
                NameChecks.Qualified(port["appProtocol"], protocol);
            }
        }
    }

    private static void CheckNodePorts(Field ports, string type)
    {
        var taken = new NameSet();
        foreach (var port in ports.Items())
        {
            var node = port["nodePort"];
            if (node.Number is null or 0)
            {
                continue;
            }

            if (type == "ClusterIP")
            {
                node.Forbidden("may not be used when `type` is 'ClusterIP'");
            }
            else if (!taken.Add(Pair(port.TextOf("protocol"), node.Number.Value)))
            {
                node.Duplicate(node.Number.Value);
            }
        }
    }

    private static void CheckUnique(Field ports)
    {
        var taken = new NameSet();
        foreach (var port in ports.Items())
        {
            var (protocol, number) = (port.TextOf("protocol"), port["port"].Number ?? 0);
            if (!taken.Add(Pair(protocol, number)))
            {
                port.Duplicate(new JsonObject
                {
                    ["Name"] = "",
                    ["Protocol"] = protocol,
                    ["AppProtocol"] = null,
                    ["Port"] = number,
                    ["TargetPort"] = 0,
                    ["NodePort"] = 0,
                });
            }
        }
    }

    private static string Pair(string protocol, long port) =>
        string.Create(CultureInfo.InvariantCulture, $"{protocol}/{port}");

    private static void CheckAddress(Field address)
    {
        if (!System.Net.IPAddress.TryParse(address.Text, out var parsed) || address.Text != parsed.ToString())
        {
            address.Invalid("must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)");
        }
    }

    private static void CheckPolicy(Field policy)
    {
        if (policy.Text.Length > 0)
        {
            policy.OneOf("Cluster", "Local");
        }
    }
}
