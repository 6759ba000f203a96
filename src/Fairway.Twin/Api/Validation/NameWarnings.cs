using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Validation;

/// <summary>What is odd about names that are good.</summary>
internal static class NameWarnings
{
    /// <summary>Of kinds whose pods and their hosts are named after them; null where nothing is.</summary>
    public static string? OfHosts(string name) => NameRules.Label(name) is { } problem
        ? "metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; a DNS "
            + $"label is recommended: [{problem}]"
        : null;
}
