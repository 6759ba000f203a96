using Fairway.Api.Releases;
using Fairway.Cli.Releases;

namespace Fairway.Cli.Demo;

/// <summary>Remembers what gates said. A ClusterRelease holds the last word of each gate; one that goes back has its
/// gates asked anew.</summary>
internal sealed class GateBook
{
    private readonly List<GateWord> words = [];

    /// <summary>Every decision that was seen, in the order in which they were.</summary>
    public IReadOnlyList<GateWord> Words => words;

    /// <summary>Takes in what can be seen of a Release.</summary>
    public void Add(ReleaseSight sight)
    {
        foreach (var item in sight.Clusters.Where(item => item.Status is not null))
        {
            foreach (var gate in item.Status!.Gates ?? [])
            {
                Add(new GateWord(item.ClusterId, item.Spec.Stage, item.Status.Direction, gate));
            }
        }
    }

    private void Add(GateWord word)
    {
        var known = words.FindIndex(old =>
            (old.Cluster, old.Sight.Gate, old.Sight.At, old.Sight.Decision)
            == (word.Cluster, word.Sight.Gate, word.Sight.At, word.Sight.Decision));
        if (known < 0)
        {
            words.Add(word);
        }
        else
        {
            // The same decision in other words. It keeps its direction: a word may outlive the turn.
            words[known] = words[known] with { Sight = word.Sight };
        }
    }
}

/// <summary>What a gate said of a cluster.</summary>
/// <param name="Cluster">The cluster's id.</param>
/// <param name="Stage">The cluster's stage.</param>
/// <param name="Direction">Which way the cluster was going.</param>
/// <param name="Sight">The word.</param>
internal sealed record GateWord(string Cluster, string Stage, Direction Direction, GateSight Sight);
