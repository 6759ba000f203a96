using System.Globalization;
using System.Text;
using Fairway.Kube.Pods.Objects;
using Fairway.Workloads.Kruise;

namespace Fairway.Workloads.CloneSets;

/// <summary>
/// The ids of pods that are to be created: those of claims that have lost their pod, unless the set has such claims
/// deleted, then new ones. New ones are drawn
/// from who the set is and what time it is, so that plans stay pure; one that is taken is passed over.
/// </summary>
internal static class InstanceIds
{
    private const int Length = 5;

    // Those of generated names: no vowels, and nothing that looks like something else.
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";

    public static IEnumerable<string> For(CloneSetDraft draft)
    {
        var taken = draft.All.Select(p => p.Meta.Labels[KruiseNames.InstanceId]).OfType<string>()
            .Concat(draft.All.Select(p => p.Meta.Name[(p.Meta.Name.LastIndexOf('-') + 1)..]))
            .ToHashSet(StringComparer.Ordinal);
        var free = draft.Claims.Where(c => !draft.Set.DropsClaims && !c.Meta.IsDeleting)
            .Select(c => c.Meta.Labels[KruiseNames.InstanceId]).OfType<string>()
            .Where(id => !taken.Contains(id)).Distinct().Order(StringComparer.Ordinal);
        foreach (var id in free)
        {
            taken.Add(id);
            yield return id;
        }

        taken.UnionWith(draft.Claims.Select(c => c.Meta.Labels[KruiseNames.InstanceId]).OfType<string>());
        var seed = $"{draft.Set.Meta.Uid}/{draft.Now.UtcTicks.ToString(CultureInfo.InvariantCulture)}";
        for (var i = 0; ; i++)
        {
            if (Letters(StableHash.Of(Encoding.UTF8.GetBytes(seed), i)) is var id && taken.Add(id))
            {
                yield return id;
            }
        }
    }

    private static string Letters(ulong hash)
    {
        Span<char> letters = stackalloc char[Length];
        foreach (ref var letter in letters)
        {
            letter = Alphabet[(int)(hash % (ulong)Alphabet.Length)];
            hash /= (ulong)Alphabet.Length;
        }

        return new string(letters);
    }
}
