using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Validation.Networking;

/// <summary>Endpoint slices.</summary>
internal static class EndpointSliceValidation
{
    private const int MostEndpoints = 1000;
    private const int MostAddresses = 100;
    private const int MostPorts = 100;
    private const int MostHints = 8;
    private const int MostLabels = 16;

    public static void Check(Field slice)
    {
        slice["addressType"].OneOf("FQDN", "IPv4", "IPv6");
        var (endpoints, ports) = (slice["endpoints"], slice["ports"]);
        if (endpoints.Count > MostEndpoints)
        {
            endpoints.TooMany(MostEndpoints);
        }
        else
        {
            foreach (var endpoint in endpoints.Items())
            {
                CheckEndpoint(endpoint, slice.TextOf("addressType"));
            }
        }

        if (ports.Count > MostPorts)
        {
            ports.TooMany(MostPorts);
        }
        else
        {
            CheckPorts(ports);
        }
    }

    /// <summary>The type of the addresses stays.</summary>
    public static void Keep(Field updated, Field before) =>
        updated["addressType"].Same(before["addressType"].Value);

    private static void CheckEndpoint(Field endpoint, string type)
    {
        var addresses = endpoint["addresses"];
        if (addresses.Count == 0)
        {
            addresses.Required("must contain at least 1 address");
        }
        else if (addresses.Count > MostAddresses)
        {
            addresses.TooMany(MostAddresses);
        }

        foreach (var address in addresses.Items())
        {
            CheckAddress(address, type);
        }

        if (endpoint.Has("nodeName"))
        {
            endpoint["nodeName"].Check(NameRules.Subdomain(endpoint.TextOf("nodeName")));
        }

        var topology = endpoint["deprecatedTopology"];
        if (topology.Count > MostLabels)
        {
            topology.TooMany(MostLabels);
        }

        NameChecks.Labels(topology);
        if (endpoint.Has("hostname"))
        {
            endpoint["hostname"].Check(NameRules.Label(endpoint.TextOf("hostname")));
        }

        CheckHints(endpoint["hints"]["forZones"], NameRules.LabelValue);
        CheckHints(endpoint["hints"]["forNodes"], NameRules.Subdomain);
    }

    private static void CheckAddress(Field address, string type)
    {
        switch (type)
        {
            case "IPv4" or "IPv6":
                if (!AddressChecks.Address(address))
                {
                    return;
                }

                if (type == "IPv4" ? !AddressChecks.IsV4(address.Text) : !AddressChecks.IsV6(address.Text))
                {
                    address.Invalid(type == "IPv4" ? "must be an IPv4 address" : "must be an IPv6 address");
                }

                AddressChecks.Endpoint(address);
                break;
            case "FQDN":
                CheckFullName(address);
                break;
            default:
                break;
        }
    }

    private static void CheckFullName(Field address)
    {
        if (address.Text.Length == 0)
        {
            address.Required();
            return;
        }

        var name = address.Text.EndsWith('.') ? address.Text[..^1] : address.Text;
        if (NameRules.Subdomain(name) is { } problem)
        {
            address.Invalid(name, problem);
        }
        else if (!name.Contains('.', StringComparison.Ordinal))
        {
            address.Invalid(name, "should be a domain with at least two segments separated by dots");
        }
        else if (name.Split('.').FirstOrDefault(l => NameRules.Label(l) is not null) is { } label)
        {
            address.Invalid(label, NameRules.Label(label)!);
        }
    }

    private static void CheckHints(Field hints, Func<string, string?> rule)
    {
        if (hints.Count > MostHints)
        {
            hints.TooMany(MostHints);
            return;
        }

        var names = new NameSet();
        foreach (var name in hints.Items().Select(h => h["name"]))
        {
            if (!names.Add(name.Text))
            {
                name.Duplicate(name.Text);
            }

            name.Check(rule(name.Text));
        }
    }

    private static void CheckPorts(Field ports)
    {
        var names = new NameSet();
        foreach (var port in ports.Items())
        {
            var name = port["name"];
            if (name.Text.Length > 0)
            {
                name.Check(NameRules.Label(name.Text));
            }

            if (!names.Add(name.Text))
            {
                name.Duplicate(name.Text);
            }

            PortValidation.Protocol(port["protocol"]);
            if (port.Has("appProtocol"))
            {
                NameChecks.Qualified(port["appProtocol"], port.TextOf("appProtocol"));
            }
        }
    }
}
