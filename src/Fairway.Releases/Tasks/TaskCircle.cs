using Fairway.Api.Releases;

namespace Fairway.Releases.Tasks;

/// <summary>Tasks that wait for each other. Admission refuses them; where its policies are missing, the plan
/// does. Pure.</summary>
internal static class TaskCircle
{
    /// <summary>What is wrong with the tasks of a pipeline; null for nothing.</summary>
    public static string? Fault(ReleasePipelineSpec pipeline)
    {
        foreach (var stage in pipeline.Stages)
        {
            var left = (stage.Tasks ?? []).ToList();
            while (left.Count > 0)
            {
                var free = left.FindAll(task => task.RunAfter?.Any(
                    name => left.Exists(other => other.Name == name)) != true);
                if (free.Count == 0)
                {
                    var names = string.Join(", ", left.Select(task => task.Name));
                    return $"the tasks {names} of the stage {stage.Name} wait in a circle: mend their runAfter";
                }

                left.RemoveAll(free.Contains);
            }
        }

        return null;
    }
}
