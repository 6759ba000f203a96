{{/* Labels by which workloads find their pods: they never change. */}}
{{- define "session-gateway.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{/* Labels of every object. */}}
{{- define "session-gateway.labels" -}}
{{ include "session-gateway.selector" . }}
app.kubernetes.io/version: {{ .Values.image.tag | default .Chart.AppVersion | quote }}
{{- with (.Values.fairway).region }}
topology.kubernetes.io/region: {{ . }}
{{- end }}
{{- end -}}

{{/* An image of the values, by its parts. */}}
{{- define "session-gateway.image" -}}
{{- printf "%s/%s:%s" .registry .repository (toString .tag) -}}
{{- end -}}

{{/* Where the cluster has OpenKruise, its kinds: they update in place. */}}
{{- define "session-gateway.hasKruise" -}}
{{- if and (ne .Values.workload "native") (or (eq .Values.workload "kruise") (.Capabilities.APIVersions.Has "apps.kruise.io/v1alpha1/CloneSet")) }}yes{{ end }}
{{- end -}}
