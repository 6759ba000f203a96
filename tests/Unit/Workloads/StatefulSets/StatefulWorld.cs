using System.Globalization;
using System.Text.RegularExpressions;
using Fairway.Kube.Pods.Planning;
using Fairway.Tests.Workloads.Rows;
using Fairway.Workloads.StatefulSets;
using Xunit;

namespace Fairway.Tests.Workloads.StatefulSets;

/// <summary>The pods of an Advanced StatefulSet, with which is done at once what a plan writes.</summary>
internal sealed partial class StatefulWorld(string spec)
{
    private readonly SortedDictionary<int, Fact> pods = [];
    private readonly List<string> told = [];
    private AdvancedStatefulSetStatus status = new();
    private string image = "a";
    private string spec = spec;

    private sealed record Fact(string Image)
    {
        /// <summary>For how many seconds it has been ready; null where it is not.</summary>
        public int? Ready { get; init; }

        public bool Ends { get; init; }

        public bool Fails { get; init; }
    }

    /// <summary>What was told at each <c>=</c> of the script.</summary>
    public string Run(IEnumerable<string> script)
    {
        foreach (var word in script)
        {
            var at = word.IndexOf('=');
            Do(at < 0 ? word : word[..at], at < 0 ? "" : word[(at + 1)..]);
        }

        return string.Join(" | ", told);
    }

    private void Do(string word, string value)
    {
        switch (word)
        {
            case "":
                told.Add(pods.Count == 0 ? "-" : string.Join(' ', pods.Select(p => $"{p.Key}{p.Value.Image}")));
                break;
            case "sync":
                Sync();
                break;
            case "settle":
                Settle();
                break;
            case "image":
                image = value;
                break;
            case "spec":
                spec = Replicas().Replace(spec, $"\"replicas\":{value}");
                break;
            case "gone":
                pods.Remove(Number(value));
                break;
            case "age":
                Each(pod => pod.Ready is { } since ? pod with { Ready = since + Number(value) } : pod);
                break;
            case "ready" when value == "all":
                Each(pod => pod with { Ready = pod.Ready ?? 0 });
                break;
            default:
                pods[Number(value)] = word switch
                {
                    "ready" => pods[Number(value)] with { Ready = 0 },
                    "ends" => pods[Number(value)] with { Ends = true },
                    _ => pods[Number(value)] with { Fails = true },
                };
                break;
        }
    }

    private void Settle()
    {
        for (var i = 0; i < 100; i++)
        {
            var done = Sync();
            Each(pod => pod with { Ready = 3600 });
            if (done == 0 && Sync() == 0)
            {
                return;
            }
        }

        Assert.Fail("it does not come to rest");
    }

    /// <summary>Does what a plan writes about pods, and says how much that is.</summary>
    private int Sync()
    {
        var seen = new AdvancedStatefulSetObservation(
            StatefulSetRowTests.Set(spec, image) with { Status = status }, PodText.Now)
        {
            Pods = [.. pods.Select(p => PodText.Read(Text(p.Key, p.Value)))],
            Revisions = [StatefulSetRowTests.Revision("old", 1, "a"), StatefulSetRowTests.Revision("new", 2, "b")],
        };
        var plan = AdvancedStatefulSetPlanner.Plan(seen);
        status = plan.Status;
        var deletes = plan.Actions.OfType<WorkloadAction.Delete>().Where(d => d.Kind == ChildKind.Pod).ToArray();
        var creates = plan.Actions.OfType<WorkloadAction.CreatePod>().ToArray();
        foreach (var delete in deletes)
        {
            pods.Remove(Number(delete.Child.Name[2..]));
        }

        foreach (var create in creates)
        {
            var revision = (string?)create.Body["metadata"]!["labels"]!["controller-revision-hash"];
            pods.Add(Number(create.Label[2..]), new Fact(revision == "old" ? "a" : "b"));
        }

        return deletes.Length + creates.Length;
    }

    private void Each(Func<Fact, Fact> change)
    {
        foreach (var ordinal in pods.Keys.ToArray())
        {
            pods[ordinal] = change(pods[ordinal]);
        }
    }

    private static string Text(int ordinal, Fact pod)
    {
        var ready = pod.Ready is { } since ? string.Create(CultureInfo.InvariantCulture, $"ready={since}") : "unready";
        return $"s-{ordinal}:{(pod.Image == "a" ? "old" : "new")},gate=True,{ready}"
            + (pod.Ends ? ",ending" : "") + (pod.Fails ? ",Failed" : "");
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex("\"replicas\":\\d+")]
    private static partial Regex Replicas();
}
