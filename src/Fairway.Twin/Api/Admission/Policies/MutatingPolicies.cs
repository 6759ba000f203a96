using System.Text.Json.Nodes;
using Fairway.Cel;
using Fairway.Twin.Api.Admission.Matching;
using Fairway.Twin.Api.Admission.Webhooks;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Admission.Policies;

/// <summary>
/// The MutatingAdmissionPolicies of a cluster and their bindings. What is stored counts for the next write.
/// </summary>
internal sealed class MutatingPolicies(ClusterStore store) : IMutatingAdmission
{
    private readonly Configured<MutatingPolicy> policies = new(
        store, "mutatingadmissionpolicies.admissionregistration.k8s.io", MutatingPolicy.Read);

    private readonly Configured<PolicyBinding> bindings = new(
        store, "mutatingadmissionpolicybindings.admissionregistration.k8s.io", PolicyBinding.Read);

    public bool Concerns(AdmissionRequest request) =>
        !bindings.Now.IsEmpty && !policies.Now.IsEmpty && !AdmissionMatcher.IsExempt(request);

    public ValueTask AdmitAsync(AdmissionRequest request, CancellationToken cancel)
    {
        var errors = new List<string>();
        var invocations = policies.Now.SelectMany(policy => Invocations(policy, request, errors)).ToList();
        var seen = (request.Reinvocation ??= new Reinvocation()).Of<InvokedWebhooks>(this);
        if (request.Reinvocation.IsSecond && seen.LeftOtherwise(request.Object))
        {
            seen.RequireAgain();
        }

        foreach (var invocation in invocations)
        {
            Invoke(invocation, request, errors, cancel);
        }

        seen.Leave(request.Object);
        return errors.Count > 0 ? throw Refusal(request, errors) : ValueTask.CompletedTask;
    }

    /// <summary>What is to be evaluated: each policy once for each parameter of each of its bindings.</summary>
    private IEnumerable<MutatingInvocation> Invocations(
        MutatingPolicy policy, AdmissionRequest request, List<string> errors)
    {
        var basics = policy.Basics;
        var own = bindings.Now.Where(binding => binding.PolicyName == basics.Name).ToList();
        if (own.Count == 0 || basics.Match(request) is not { } row)
        {
            return [];
        }

        if (PolicyParams.Problem(basics, request) is { } problem)
        {
            Fail(basics, null, $"failed to configure policy: {problem}", errors);
            return [];
        }

        var found = new List<MutatingInvocation>();
        foreach (var binding in own.Where(binding => binding.Matches(request)))
        {
            try
            {
                found.AddRange(PolicyParams.Collect(basics, binding, request)
                    .Select(param => new MutatingInvocation(policy, binding, param, row)));
            }
            catch (PolicyParamException missing)
            {
                Fail(basics, binding, $"failed to configure binding: {missing.Message}", errors);
            }
        }

        return found;
    }

    private void Invoke(
        MutatingInvocation invocation, AdmissionRequest request, List<string> errors, CancellationToken cancel)
    {
        var (policy, binding, param, row) = invocation;
        var input = new PolicyInput(request, row);
        var budget = new CelBudget(CelLimits.MatchConditions);
        var conditions = new PolicyActivation(input, param, policy.Variables, budget, cancel) { HasNamespace = false };
        if (!policy.Basics.Conditions.Matches(conditions, budget, out var problem, cancel))
        {
            if (problem is not null)
            {
                Fail(policy.Basics, binding, problem, errors);
            }

            return;
        }

        var seen = request.Reinvocation!.Of<InvokedWebhooks>(this);
        if (request.Reinvocation.IsSecond && !seen.IsRequired(invocation.Key))
        {
            return;
        }

        var before = request.Object?.DeepClone();
        foreach (var mutation in input.Object is null ? [] : policy.Mutations)
        {
            try
            {
                Mutate(mutation, invocation, input, cancel);
            }
            catch (Exception fault) when (fault is PolicyMutationException or PolicyBudgetException)
            {
                Fail(policy.Basics, binding, fault.Message, errors);
            }
        }

        if (!JsonNode.DeepEquals(before, request.Object))
        {
            seen.RequireAgain();
            request.Reinvocation.Ask();
        }

        if (policy.IsReinvocable)
        {
            seen.Add(invocation.Key);
        }
    }

    private static void Mutate(
        PolicyMutation mutation, MutatingInvocation invocation, PolicyInput input, CancellationToken cancel)
    {
        if (mutation.Expression.Problem is { } uncompiled)
        {
            throw new PolicyMutationException(uncompiled);
        }

        var budget = new CelBudget(CelLimits.PerRequest);
        var variables = invocation.Policy.Variables;
        var activation = new PolicyActivation(input, invocation.Param, variables, budget, cancel);
        var value = mutation.Expression.Evaluate(activation, budget, cancel);
        if (value.Error is { } error)
        {
            throw new PolicyMutationException(error);
        }

        var changed = mutation.Change(input.Object!, value.Value!, invocation.Row.Schema);
        if (!ReferenceEquals(changed, input.Object))
        {
            input.Replace(changed);
        }
    }

    private static void Fail(PolicyBasics policy, PolicyBinding? binding, string message, List<string> errors)
    {
        if (!policy.IgnoresFailure)
        {
            errors.Add(binding is null
                ? $"policy \"{policy.Name}\" denied request: {message}"
                : $"policy '{policy.Name}' with binding '{binding.Name}' denied request: {message}");
        }
    }

    private static ApiFailure Refusal(AdmissionRequest request, List<string> errors)
    {
        var forbidden = request.Forbidden("admission request denied by policy");
        var details = (JsonObject)(forbidden.Details?.DeepClone() ?? new JsonObject());
        details["causes"] = new JsonArray([.. errors.Select(e => (JsonNode)new JsonObject { ["message"] = e })]);
        return new ApiFailure(forbidden.Code, "Invalid", errors[0], details);
    }
}
