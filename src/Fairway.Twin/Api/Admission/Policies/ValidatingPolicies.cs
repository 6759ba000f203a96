using System.Text.Json.Nodes;
using Fairway.Twin.Api.Admission.Matching;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Admission.Policies;

/// <summary>
/// The ValidatingAdmissionPolicies of a cluster and their bindings. What is stored counts for the next write.
/// </summary>
internal sealed class ValidatingPolicies(ClusterStore store) : IValidatingAdmission
{
    private readonly Configured<ValidatingPolicy> policies = new(
        store, "validatingadmissionpolicies.admissionregistration.k8s.io", ValidatingPolicy.Read);

    private readonly Configured<PolicyBinding> bindings = new(
        store, "validatingadmissionpolicybindings.admissionregistration.k8s.io", PolicyBinding.Read);

    public bool Concerns(AdmissionRequest request) =>
        !bindings.Now.IsEmpty && !policies.Now.IsEmpty && !AdmissionMatcher.IsExempt(request);

    public ValueTask ValidateAsync(AdmissionRequest request, CancellationToken cancel)
    {
        // The first refusal is told; the others are looked for, as their warnings go with it.
        var refusals = new List<ApiFailure>();
        foreach (var policy in policies.Now)
        {
            Review(policy, request, refusals, cancel);
        }

        return refusals.Count > 0 ? throw refusals[0] : ValueTask.CompletedTask;
    }

    private void Review(
        ValidatingPolicy policy, AdmissionRequest request, List<ApiFailure> refusals, CancellationToken cancel)
    {
        var basics = policy.Basics;
        var own = bindings.Now.Where(binding => binding.PolicyName == basics.Name).ToList();
        if (own.Count == 0 || basics.Match(request) is not { } row)
        {
            return;
        }

        if (PolicyParams.Problem(basics, request) is { } problem)
        {
            RefuseFailed(request, basics, null, $"failed to configure policy: {problem}", refusals);
            return;
        }

        var input = new PolicyInput(request, row);
        foreach (var binding in own.Where(binding => binding.Matches(request)))
        {
            Review(policy, binding, input, refusals, cancel);
        }
    }

    private static void Review(
        ValidatingPolicy policy, PolicyBinding binding, PolicyInput input, List<ApiFailure> refusals,
        CancellationToken cancel)
    {
        var request = input.Request;
        try
        {
            foreach (var param in PolicyParams.Collect(policy.Basics, binding, request))
            {
                foreach (var decision in new ValidatingEvaluation(policy, input, param, cancel).Decide())
                {
                    Act(request, policy.Basics, binding, decision, refusals);
                }
            }
        }
        catch (PolicyParamException missing)
        {
            var message = $"failed to configure binding: {missing.Message}";
            RefuseFailed(request, policy.Basics, binding, message, refusals);
        }
    }

    private static void Act(
        AdmissionRequest request, PolicyBasics policy, PolicyBinding binding, PolicyDecision decision,
        List<ApiFailure> refusals)
    {
        if (decision.IsAlways || binding.Actions.Contains("Deny"))
        {
            refusals.Add(Refusal(request, policy, binding, decision));
        }

        if (binding.Actions.Contains("Warn"))
        {
            request.Call.Warn(
                $"Validation failed for ValidatingAdmissionPolicy '{policy.Name}' with binding '{binding.Name}': "
                + decision.Message);
        }
    }

    private static void RefuseFailed(
        AdmissionRequest request, PolicyBasics policy, PolicyBinding? binding, string message,
        List<ApiFailure> refusals)
    {
        if (!policy.IgnoresFailure)
        {
            refusals.Add(Refusal(request, policy, binding, new PolicyDecision(message)));
        }
    }

    private static ApiFailure Refusal(
        AdmissionRequest request, PolicyBasics policy, PolicyBinding? binding, PolicyDecision decision)
    {
        var by = binding is null ? "" : $" with binding '{binding.Name}'";
        var message = $"ValidatingAdmissionPolicy '{policy.Name}'{by} denied request: {decision.Message}";
        var forbidden = request.Forbidden(message);
        var details = (JsonObject)(forbidden.Details?.DeepClone() ?? new JsonObject());
        details["causes"] = new JsonArray(new JsonObject { ["message"] = message });
        return new ApiFailure(
            decision.Code,
            decision.Reason.Length == 0 ? "Invalid" : decision.Reason,
            forbidden.Message,
            details);
    }
}
