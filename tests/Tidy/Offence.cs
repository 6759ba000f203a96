namespace Fairway.Tidy;

/// <summary>One place that breaks a rule of the house, and what to do about it.</summary>
/// <param name="Place">File and line from the root of the repository, or a type's full name.</param>
/// <param name="What">What was found there.</param>
/// <param name="Remedy">What to do.</param>
internal sealed record Offence(string Place, string What, string Remedy)
{
    public override string ToString() => $"{Place}: {What}; {Remedy}";

    /// <summary>Fails with the list of all offenders, in order.</summary>
    public static void None(IEnumerable<Offence> offences)
    {
        var lines = offences.Select(offence => offence.ToString()).Distinct().Order(StringComparer.Ordinal).ToList();
        if (lines.Count > 0)
        {
            Assert.Fail($"{lines.Count} found:\n{string.Join('\n', lines)}");
        }
    }

    /// <summary>For the test of a rule: a bad sample gives exactly one offence, which names the place.</summary>
    public static void One(IEnumerable<Offence> offences, string place)
    {
        var offence = Assert.Single(offences);
        Assert.Contains(place, offence.Place, StringComparison.Ordinal);
    }
}
