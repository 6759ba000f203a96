using Fairway.Cel.Values;

namespace Fairway.Cel.Libraries;

/// <summary>An authorizer's answer.</summary>
internal sealed class DecisionValue(CelDecision decision) : LibraryValue(KubernetesTypes.Decision)
{
    public CelDecision Decision => decision;

    public override string ToString() => Type.Name;

    internal override CelValue EqualTo(CelValue other) =>
        CelBool.Of(other is DecisionValue that && that.Decision == decision);
}
