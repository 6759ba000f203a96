using System.Collections.Immutable;
using Fairway.Twin.Behaviour.Jobs;

namespace Fairway.Twin.Behaviour.CronJobs;

/// <summary>Everything that a decision about a CronJob rests on.</summary>
/// <param name="Cron">The CronJob.</param>
/// <param name="Jobs">The Jobs that it controls.</param>
/// <param name="Now">The time of the observation.</param>
internal sealed record CronJobObservation(CronJobView Cron, ImmutableArray<JobView> Jobs, DateTimeOffset Now);
