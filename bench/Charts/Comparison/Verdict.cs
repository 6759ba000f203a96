namespace Fairway.Bench.Charts.Comparison;

/// <summary>How two answers compare.</summary>
internal enum Likeness
{
    /// <summary>Byte for byte.</summary>
    Bytes,

    /// <summary>The same objects, in the same order.</summary>
    Objects,

    /// <summary>The same, but for what is random, or of the clock, in helm's own answers.</summary>
    Determined,

    /// <summary>Neither makes anything of the chart, and both say why in the same words.</summary>
    BothRefuseAlike,

    /// <summary>Neither makes anything of the chart.</summary>
    BothRefuse,
    OnlyHelmRefuses,
    OnlyFairwayRefuses,
    Different,
}

/// <summary>How an answer compares with helm's, and where it first differs.</summary>
internal sealed record Verdict(Likeness Likeness, string Reason)
{
    /// <param name="first">Helm's answer.</param>
    /// <param name="second">Helm's answer to the same question.</param>
    /// <param name="ours">Ours.</param>
    /// <param name="later">Ours at another time, which shows what is of the clock.</param>
    public static Verdict Of(Answer first, Answer second, Answer ours, Func<Answer> later)
    {
        if (first.Fault is not null || ours.Fault is not null)
        {
            return OfFaults(first.Fault, ours.Fault);
        }

        if (first.Output == ours.Output)
        {
            return new Verdict(Likeness.Bytes, "");
        }

        var (theirs, own) = (ManifestObjects.Leaves(first.Output), ManifestObjects.Leaves(ours.Output));
        var again = first.Output == second.Output ? theirs : ManifestObjects.Leaves(second.Output);
        var differing = theirs.Keys.Union(own.Keys)
            .Where(leaf => theirs.GetValueOrDefault(leaf) != own.GetValueOrDefault(leaf)).ToList();
        var determined = differing.Where(leaf => again.GetValueOrDefault(leaf) == theirs.GetValueOrDefault(leaf))
            .ToList();
        if (determined.Count > 0)
        {
            var ownLater = ManifestObjects.Leaves(later().Output);
            determined.RemoveAll(leaf => ownLater.GetValueOrDefault(leaf) != own.GetValueOrDefault(leaf));
        }

        return differing.Count == 0 ? new Verdict(Likeness.Objects, FirstLine(first.Output, ours.Output))
            : determined.Count == 0 ? new Verdict(Likeness.Determined, "")
            : new Verdict(Likeness.Different, $"{determined.Count} leaves, first {determined[0]}\n"
                + $"    helm: {Short(theirs.GetValueOrDefault(determined[0]))}\n"
                + $"    ours: {Short(own.GetValueOrDefault(determined[0]))}");
    }

    private static Verdict OfFaults(string? theirs, string? ours) => (theirs, ours) switch
    {
        ({ } helm, { } own) => Plain(helm).Contains(Plain(own), StringComparison.Ordinal)
            ? new Verdict(Likeness.BothRefuseAlike, "")
            : new Verdict(Likeness.BothRefuse, $"\n    helm: {Line(helm)}\n    ours: {Line(own)}"),
        ({ } helm, null) => new Verdict(Likeness.OnlyHelmRefuses, Line(helm)),
        _ => new Verdict(Likeness.OnlyFairwayRefuses, Line(ours!)),
    };

    private static string FirstLine(string theirs, string ours)
    {
        var (left, right) = (theirs.Split('\n'), ours.Split('\n'));
        var at = left.Zip(right).TakeWhile(line => line.First == line.Second).Count();
        return $"line {at + 1}\n    helm: {Short(left.ElementAtOrDefault(at))}\n"
            + $"    ours: {Short(right.ElementAtOrDefault(at))}";
    }

    /// <summary>Helm 4 breaks its faults into lines and leaves words out.</summary>
    private static string Plain(string fault) => string.Join(
        ' ',
        fault.Replace("template: ", "", StringComparison.Ordinal)
            .Replace(": executing", " executing", StringComparison.Ordinal)
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Line(string text) => Short(text.ReplaceLineEndings(" "));

    private static string Short(string? text) =>
        text is null ? "(nothing)" : text.Length > 300 ? text[..300] + ".." : text;
}
