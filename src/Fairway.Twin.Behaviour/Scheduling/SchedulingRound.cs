namespace Fairway.Twin.Behaviour.Scheduling;

/// <summary>Decides on the pods that wait, one after the other.</summary>
internal sealed class SchedulingRound(Scheduler scheduler, SchedulingObserver observer)
{
    /// <summary>Decides on so many pods at most; true where there may be more.</summary>
    public bool Run(int most)
    {
        for (var tried = 0; tried < most; tried++)
        {
            if (scheduler.Take() is not { } pod)
            {
                return false;
            }

            scheduler.Accept(pod, SchedulerPlanner.Plan(observer.Observe(pod)));
        }

        return true;
    }
}
