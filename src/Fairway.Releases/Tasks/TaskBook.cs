namespace Fairway.Releases.Tasks;

/// <summary>What beginning an attempt came to, where a look cannot tell: in memory only. Where it is lost, the attempt
/// is begun again, which does nothing twice.</summary>
internal sealed class TaskBook
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, TaskSight> _sights = new(StringComparer.Ordinal);

    /// <summary>What it came to; null where nothing is known.</summary>
    public TaskSight? Find(string attempt)
    {
        lock (_lock)
        {
            return _sights.GetValueOrDefault(attempt);
        }
    }

    /// <summary>It came to this; null: looks say.</summary>
    public void Begun(string attempt, TaskSight? sight)
    {
        lock (_lock)
        {
            if (sight is null)
            {
                _sights.Remove(attempt);
                return;
            }

            _sights[attempt] = sight;
        }
    }
}
