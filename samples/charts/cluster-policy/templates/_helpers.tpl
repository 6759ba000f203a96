{{/* The name of all that this release makes. */}}
{{- define "cluster-policy.fullname" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* Labels by which workloads find their pods: they never change. */}}
{{- define "cluster-policy.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{/* Labels of every object. */}}
{{- define "cluster-policy.labels" -}}
{{ include "cluster-policy.selector" . }}
app.kubernetes.io/version: {{ .Values.image | default dict | dig "tag" .Chart.AppVersion | toString | quote }}
{{- with .Values.region }}
fairway.dev/region: {{ . }}
{{- end }}
{{- end -}}
