using System.Collections.Immutable;
using System.Text.Json;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Workloads.Ordering;

/// <summary>
/// Spreads pods of the same label over an update: pods that match a term stand in groups between groups of those that
/// do not, as dense in the whole as among those that are left to update, and one that matches comes last.
/// </summary>
internal sealed record Scattering(ImmutableArray<(string Key, string Value)> Terms)
{
    public static Scattering None { get; } = new([]);

    public static Scattering Read(JsonElement? strategy, string field) =>
        new([.. strategy.Items(field).Select(term => (term.Text("key") ?? "", term.Text("value") ?? ""))]);

    /// <param name="waiting">Those that wait for their update, in order.</param>
    /// <param name="all">All pods of the set.</param>
    public ImmutableArray<PodView> Sort(ImmutableArray<PodView> waiting, ImmutableArray<PodView> all)
    {
        if (waiting.Length <= 1)
        {
            return waiting;
        }

        foreach (var term in TermsOf(waiting))
        {
            waiting = Spread(waiting, all, term);
        }

        return waiting;
    }

    // Of several terms those that most pods match come first, and those that no pod matches are none.
    private IEnumerable<(string Key, string Value)> TermsOf(ImmutableArray<PodView> waiting) => Terms.Length == 1
        ? Terms
        : Terms.Distinct().Select(term => (Term: term, Count: waiting.Count(p => Matches(p, term))))
            .Where(counted => counted.Count > 0).OrderByDescending(counted => counted.Count)
            .Select(counted => counted.Term);

    private static ImmutableArray<PodView> Spread(
        ImmutableArray<PodView> waiting, ImmutableArray<PodView> all, (string Key, string Value) term)
    {
        var matching = new Queue<PodView>(waiting.Where(p => Matches(p, term)));
        var others = new Queue<PodView>(waiting.Where(p => !Matches(p, term)));
        if (matching.Count <= 1 || others.Count <= 1)
        {
            return waiting;
        }

        var last = waiting.Last(p => Matches(p, term));
        matching = new Queue<PodView>(matching.Take(matching.Count - 1));
        var allMatching = all.Count(p => Matches(p, term)) - 1;
        var groups = Groups.By(allMatching, all.Length - allMatching - 1, matching.Count, others.Count);
        var result = ImmutableArray.CreateBuilder<PodView>(waiting.Length);
        Move(others, result, groups.OthersFirst);
        for (var i = 0; i < groups.Count; i++)
        {
            Move(matching, result, groups.Matching);
            Move(others, result, groups.Others);
        }

        return [.. result, .. matching, .. others, last];
    }

    private static void Move(Queue<PodView> from, ImmutableArray<PodView>.Builder to, int count)
    {
        for (; count > 0 && from.Count > 0; count--)
        {
            to.Add(from.Dequeue());
        }
    }

    private static bool Matches(PodView pod, (string Key, string Value) term) =>
        pod.Meta.Labels[term.Key] == term.Value;
}
