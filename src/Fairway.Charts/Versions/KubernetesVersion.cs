using System.Globalization;
using System.Text.RegularExpressions;

namespace Fairway.Charts.Versions;

/// <summary>A cluster's version, as templates and <c>kubeVersion</c> of charts see it.</summary>
/// <param name="Full">With a leading <c>v</c>.</param>
/// <param name="Compared">What charts' demands are compared with: of Helm 4 the numbers alone.</param>
/// <param name="Major">The first number.</param>
/// <param name="Minor">The second.</param>
internal sealed partial record KubernetesVersion(string Full, string Compared, string Major, string Minor)
{
    /// <exception cref="VersionFault">It is no version.</exception>
    public static KubernetesVersion Parse(string text, HelmLine line)
    {
        if (line == HelmLine.Three)
        {
            var version = SemanticVersion.Parse(text, line);
            return new KubernetesVersion($"v{version}", $"v{version}", Text(version.Major), Text(version.Minor));
        }

        var match = Generic().Match(text);
        if (!match.Success)
        {
            throw new VersionFault($"could not parse \"{text}\" as version");
        }

        var numbers = match.Groups["number"].Captures.Select(number => number.Value).ToList();
        return new KubernetesVersion(
            text.StartsWith('v') ? text : $"v{text}", $"v{string.Join('.', numbers)}", numbers[0], numbers[1]);
    }

    private static string Text(ulong number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"^\s*v?(?<number>0|[1-9][0-9]*)(\.(?<number>0|[1-9][0-9]*)){1,2}(?![0-9])",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Generic();
}
