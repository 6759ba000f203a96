using Fairway.Twin.Behaviour.Nodes;

namespace Fairway.Simulation.Plans.Workloads;

/// <summary>What people do with Jobs and CronJobs. The image <c>done</c> succeeds after two seconds, <c>fail</c>
/// fails.</summary>
internal static class BatchWorkloads
{
    private const string Jobs = "jobs.batch";
    private const string CronJobs = "cronjobs.batch";

    private static PodBehaviours Ending { get; } = new(
        [
            new PodBehaviourRule(Ends(0, 2), "done:*"), new PodBehaviourRule(Ends(1, 2), "fail:*"),
            new PodBehaviourRule(Ends(0, 90), "slow:*"),
        ],
        PodBehaviour.Default);

    public static IReadOnlyList<Workload> All { get; } =
    [
        new("job", "four, two at a time", async people =>
        {
            await people.CreateAsync(Jobs, Job("done:1", """ "completions":4,"parallelism":2, """), pause: 4);
            await people.ChangeAsync(Jobs, "task", """{"spec":{"parallelism":3}}""", pause: 20);
        }) { Behaviours = Ending },
        new("job", "by index, suspended and resumed", async people =>
        {
            await people.CreateAsync(
                Jobs, Job("done:1", """ "completions":3,"parallelism":2,"completionMode":"Indexed", """), pause: 2);
            await people.ChangeAsync(Jobs, "task", """{"spec":{"suspend":true}}""", pause: 5);
            await people.ChangeAsync(Jobs, "task", """{"spec":{"suspend":false}}""", pause: 30);
        }) { Behaviours = Ending },
        new("job", "too many failures, then deleted", async people =>
        {
            await people.CreateAsync(Jobs, Job("fail:1", """ "backoffLimit":2, """), pause: 120);
            await people.DeleteAsync(Jobs, "task", "Background");
        }) { Behaviours = Ending },
        new("job-lost-pods", "finalizers that nobody takes", async people =>
        {
            await people.CreateAsync("pods", Lost("first"), pause: 5);
            await people.DeleteAsync("pods", "first", pause: 5);
            await people.CreateAsync("pods", Lost("first"), pause: 1);
            await people.CreateAsync("pods", Lost("second"));
        }),
        new("ttl-after-finished", "gone after a while", async people =>
        {
            await people.CreateAsync(Jobs, Job("done:1", """ "ttlSecondsAfterFinished":10, """), pause: 5);
            await people.ChangeAsync(Jobs, "task", """{"spec":{"ttlSecondsAfterFinished":20}}""", pause: 40);
        }) { Behaviours = Ending },
        new("cronjob", "not beside each other", people => EveryMinuteAsync(people, "Forbid")) { Behaviours = Ending },
        new("cronjob", "one in place of another", people => EveryMinuteAsync(people, "Replace"))
        {
            Behaviours = Ending,
        },
        new("cronjob", "histories", async people =>
        {
            await people.CreateAsync(
                CronJobs, Cron("Allow", "done:1", """ "successfulJobsHistoryLimit":1, """), pause: 200);
            await people.ChangeAsync(CronJobs, "tick", """{"spec":{"suspend":true}}""", pause: 30);
            await people.DeleteAsync(CronJobs, "tick");
        }) { Behaviours = Ending },
    ];

    private static async Task EveryMinuteAsync(People people, string policy)
    {
        await people.CreateAsync(CronJobs, Cron(policy, "slow:1"), pause: 170);
        await people.ChangeAsync(CronJobs, "tick", """{"spec":{"suspend":true}}""", pause: 120);
    }

    private static PodBehaviour Ends(int code, int seconds) => PodBehaviour.Default with
    {
        EndsAfter = TimeSpan.FromSeconds(seconds), ExitCode = code,
    };

    private static string Job(string image, string spec) => $$"""
        {"metadata":{"name":"task"},"spec":{ {{spec}} {{People.Template("task", image, Never)}} } }
        """;

    private static string Lost(string name) => $$"""
        {"metadata":{"name":"{{name}}","finalizers":["batch.kubernetes.io/job-tracking"]},
         "spec":{"containers":[{"name":"c","image":"web:1"}]} }
        """;

    private static string Cron(string policy, string image, string spec = "") => $$"""
        {"metadata":{"name":"tick"},"spec":{"schedule":"* * * * *","concurrencyPolicy":"{{policy}}",{{spec}}
         "jobTemplate":{"spec":{ {{People.Template("tick", image, Never)}} } } } }
        """;

    private const string Never = """ "restartPolicy":"Never", """;
}
