namespace Fairway.Twin.Timing;

/// <summary>How fast time goes on where nothing is ready on a loop.</summary>
public interface ILoopPace
{
    /// <summary>Lets time pass towards the next timer; blocks for as long as that takes by its own measure. Gives how
    /// much of it has passed: all of it, or less where <see cref="Wake"/> was called meanwhile.</summary>
    /// <param name="untilNext">Until the next timer; null where there is none.</param>
    TimeSpan Pass(TimeSpan? untilNext);

    /// <summary>Something came in from another thread. Safe for any thread.</summary>
    void Wake();
}
