using System.Net;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Validation;

/// <summary>How a pod finds others: name servers, and entries of its hosts file.</summary>
internal static class PodNetworkValidation
{
    private const int MostServers = 3;
    private const int MostSearches = 32;
    private const int LongestSearches = 2048;
    private const string AddressRule = "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)";

    public static void CheckNames(Field spec)
    {
        var config = spec["dnsConfig"];
        if (spec.TextOf("dnsPolicy") == "None")
        {
            if (!config.IsSet)
            {
                config.Required("must provide `dnsConfig` when `dnsPolicy` is None");
                return;
            }

            if (config["nameservers"].Count == 0)
            {
                config["nameservers"].Required("must provide at least one DNS nameserver when `dnsPolicy` is None");
                return;
            }
        }

        if (config.IsSet)
        {
            CheckServers(config["nameservers"]);
            CheckSearches(config["searches"]);
            foreach (var option in config["options"].Items().Where(o => o.TextOf("name").Length == 0))
            {
                option.Required("must not be empty");
            }
        }
    }

    public static void CheckAliases(Field aliases)
    {
        foreach (var alias in aliases.Items())
        {
            CheckAddress(alias["ip"]);
            foreach (var name in alias["hostnames"].Items())
            {
                name.Check(NameRules.Subdomain(name.Text));
            }
        }
    }

    private static void CheckServers(Field servers)
    {
        if (servers.Count > MostServers)
        {
            servers.Invalid($"must not have more than {MostServers} nameservers");
        }

        foreach (var server in servers.Items())
        {
            CheckAddress(server);
        }
    }

    private static void CheckSearches(Field searches)
    {
        if (searches.Count > MostSearches)
        {
            searches.Invalid($"must not have more than {MostSearches} search paths");
        }

        if (searches.Items().Sum(s => s.Text.Length + 1) - 1 > LongestSearches)
        {
            searches.Invalid(
                $"must not have more than {LongestSearches} characters (including spaces) in the search list");
        }

        foreach (var search in searches.Items().Where(s => s.Text != "."))
        {
            // A dot at the end is fine, and underscores are as good as letters here.
            var name = search.Text.EndsWith('.') ? search.Text[..^1] : search.Text;
            if (NameRules.Subdomain(name.Replace('_', 'a')) is { } problem)
            {
                search.Invalid(name, problem);
            }
        }
    }

    private static void CheckAddress(Field address)
    {
        // A number alone is an address to the framework, but to nobody else.
        var isAddress = IPAddress.TryParse(address.Text, out _)
            && (address.Text.Contains(':', StringComparison.Ordinal) || address.Text.Count(c => c == '.') == 3);
        address.Check(isAddress ? null : AddressRule);
    }
}
