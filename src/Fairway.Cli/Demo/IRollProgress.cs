namespace Fairway.Cli.Demo;

/// <summary>Is told how rollouts go. Called from many threads.</summary>
internal interface IRollProgress
{
    /// <summary>The pods of a workload, whenever they have changed since it began to roll.</summary>
    void Rolling(string cluster, DemoWorkload workload, RollCount count);

    /// <summary>
    /// A workload's rollout has ended, well or not. Those that the deadline cut off are not told one by one.
    /// </summary>
    void Ended(RollResult result);
}
