using System.Collections.Immutable;
using System.Globalization;
using Fairway.Kube.Pods.Objects;
using Fairway.Tests.Workloads.Rows;
using Fairway.Workloads.CloneSets;
using Xunit;

namespace Fairway.Tests.Workloads.CloneSets;

/// <summary>Whether a CloneSet is said to get on, against OpenKruise's own rows.</summary>
public sealed class CloneSetProgressTests
{
    private static readonly KruiseTable Judged = KruiseTable.Load("clonesets/progress");

    private static readonly KruiseTable Deadlines = KruiseTable.Load("clonesets/deadlines");

    public static TheoryData<string> JudgedRows => Judged.Names;

    public static TheoryData<string> DeadlineRows => Deadlines.Names;

    [Theory, MemberData(nameof(JudgedRows))]
    public void Progress_is_told_as_OpenKruise_tells_it(string name)
    {
        var row = Judged.Row(name);
        var set = Set(row["deadline"], int.Parse(row["replicas"], CultureInfo.InvariantCulture)) with
        {
            Status = Status(row["before"]) with { Conditions = Condition(row.Words("condition")) },
        };
        set = set with { Policy = set.Policy with { Paused = row.Find("paused") is not null } };

        var now = At(row["now"]);
        var told = CloneSetProgress.Conditions(set, Status(row["after"]), now).FirstOrDefault();

        Judged.Check(name, told is null ? "-" : $"{told.Reason} {told.Status}");
    }

    [Theory, MemberData(nameof(DeadlineRows))]
    public void The_set_is_looked_at_again_when_its_deadline_is_over(string name)
    {
        var row = Deadlines.Row(name);
        var (set, status) = (Set(row["deadline"], 1), new CloneSetStatus());
        var condition = row.Find("updated") is { } updated ? Condition(["CloneSetUpdated", "True", updated]) : [];

        var due = CloneSetProgress.DeadlineOf(set, status with { Conditions = condition }) - At(row["now"]);

        Deadlines.Check(name, due is { } left ? $"{left.TotalSeconds}" : "-");
    }

    private static CloneSetView Set(string deadline, int replicas) => new()
    {
        Meta = new ObjectMeta { Name = "s", Namespace = "default" },
        Selector = LabelSelector.MatchLabels(("app", "s")),
        Template = PodTemplate.Read(null),
        Policy = new ReplicaPolicy(replicas),
        ProgressDeadlineSeconds = deadline switch
        {
            "-" => null,
            "max" => int.MaxValue,
            _ => int.Parse(deadline, CultureInfo.InvariantCulture),
        },
    };

    private static CloneSetStatus Status(string numbers)
    {
        var words = numbers.Split(' ');
        var counts = words[..7].Select(word => int.Parse(word, CultureInfo.InvariantCulture)).ToArray();
        return new CloneSetStatus
        {
            Replicas = counts[0],
            Ready = counts[1],
            Available = counts[2],
            Updated = counts[3],
            UpdatedReady = counts[4],
            UpdatedAvailable = counts[5],
            ExpectedUpdated = counts[6],
            CurrentRevision = words[7],
            UpdateRevision = words[8],
        };
    }

    private static ImmutableArray<Condition> Condition(string[] words) => words.Length == 0
        ? []
        :
        [
            new Condition("Progressing", words[1], words[0])
            {
                TransitionedAt = At(words[2]),
                UpdatedAt = At(words[2]),
            },
        ];

    private static DateTimeOffset At(string seconds) =>
        DateTimeOffset.UnixEpoch.AddSeconds(double.Parse(seconds, CultureInfo.InvariantCulture));
}
