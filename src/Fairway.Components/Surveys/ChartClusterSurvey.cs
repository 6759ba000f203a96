using Fairway.Components.Tenants;
using Fairway.Delivery.Changes;

namespace Fairway.Components.Surveys;

/// <summary>The part of a survey that is one cluster's.</summary>
internal sealed class ChartClusterSurvey(ChartSurvey survey, Tenant opened, ChartLook look) : IClusterSurvey
{
    private Tenant tenant = opened;

    /// <inheritdoc/>
    public async Task<PinnedChange> PinAsync(ChangeRequest request, CancellationToken cancel)
    {
        var (target, values) = await survey.Factory.PutAsync(request, tenant, survey.Pool, cancel);
        return new PinnedChange(
            ChartChange.KindName,
            request.Component.Metadata.Name,
            request.Version.Spec.Version,
            $"{values}",
            $"{target}");
    }

    /// <inheritdoc/>
    public async Task<ChangePlan> PlanAsync(ChangeOrder order, CancellationToken cancel)
    {
        var target = await survey.Library.GetAsync(order.Target.TargetDigest, cancel);
        var now = await survey.Tenants.OpenAsync(order.ClusterId, target.Items, cancel);
        tenant = now with { Ahead = ReferenceEquals(now.Api, tenant.Api) ? tenant.Ahead : null };
        return (await look.LookAsync(tenant, target, order, cancel)).ToChangePlan();
    }
}
